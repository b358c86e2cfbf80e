"""Two people's changes to one version, field by field: nothing lost, nothing imposed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from practices.merge import merge

TITLES = st.sampled_from(["Walk", "Stroll", "March", ""])
NAMES = st.lists(st.sampled_from(["One", "Two", "Three", "Four"]), unique=True)
WORDS = st.sampled_from(["Meet outdoors.", "Walk slowly.", "Bring a flask.", "Ask first."])
BODIES = st.lists(WORDS, max_size=4, unique=True).map(
    lambda paragraphs: "".join(f"<p>{words}</p>" for words in paragraphs)
)
VERSIONS = st.fixed_dictionaries({"title": TITLES, "theme_names": NAMES, "body": BODIES})
quickly = settings(max_examples=100, deadline=None)


@quickly
@given(base=VERSIONS, mine=VERSIONS)
def test_where_nobody_else_changed_anything_mine_stands(base, mine):
    merged = merge(base, mine, base)

    assert (merged.fields, merged.clashes) == (mine, ())


@quickly
@given(base=VERSIONS, theirs=VERSIONS)
def test_where_i_changed_nothing_theirs_stands(base, theirs):
    merged = merge(base, base, theirs)

    assert (merged.fields, merged.clashes) == (theirs, ())


@quickly
@given(base=VERSIONS, both=VERSIONS)
def test_the_same_change_twice_is_no_clash(base, both):
    merged = merge(base, both, both)

    assert (merged.fields, merged.clashes) == (both, ())


@quickly
@given(base=VERSIONS, mine=VERSIONS, theirs=VERSIONS)
def test_a_field_clashes_only_where_both_changed_it_differently(base, mine, theirs):
    clashed = {clash.name for clash in merge(base, mine, theirs).clashes}

    for name in clashed:
        assert len({str(version[name]) for version in (base, mine, theirs)}) == 3


@quickly
@given(base=VERSIONS, mine=VERSIONS, theirs=VERSIONS)
def test_names_that_either_added_are_kept_and_that_either_took_away_are_gone(base, mine, theirs):
    names = set(merge(base, mine, theirs).fields["theme_names"])

    was, my, their = (set(version["theme_names"]) for version in (base, mine, theirs))
    assert names == (was & my & their) | (my - was) | (their - was)


@quickly
@given(base=VERSIONS, mine=VERSIONS, theirs=VERSIONS)
def test_what_clashes_is_handed_back_whole(base, mine, theirs):
    for clash in merge(base, mine, theirs).clashes:
        assert (clash.base, clash.mine, clash.theirs) == (
            base[clash.name],
            mine[clash.name],
            theirs[clash.name],
        )
