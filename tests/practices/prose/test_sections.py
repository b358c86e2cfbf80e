"""A page in parts."""

import pytest

from practices import prose

PAGE = (
    '<p id="p-aaaaaa">Begin.</p><h2 id="p-bbbbbb">How</h2><p id="p-cccccc">Walk.</p>'
    '<h3 id="p-dddddd">Where</h3><ul><li id="p-eeeeee">Outdoors</li></ul>'
)


def test_each_heading_of_any_level_begins_a_part():
    assert [(part.anchor, part.title) for part in prose.sections(PAGE)] == [
        (prose.START, ""),
        ("p-bbbbbb", "How"),
        ("p-dddddd", "Where"),
    ]


def test_the_parts_together_are_the_page():
    assert "".join(part.html for part in prose.sections(PAGE)) == PAGE
    assert prose.sections("") == []


def test_putting_a_part_back_changes_nothing():
    for part in prose.sections(PAGE):
        assert prose.with_section(PAGE, part.anchor, part.html) == PAGE


def test_a_part_takes_the_place_of_the_old_one_and_its_heading_keeps_its_name():
    page = prose.with_section(PAGE, "p-bbbbbb", "<h2>How so</h2><p>Run.</p>")
    assert page == PAGE.replace('How</h2><p id="p-cccccc">Walk.</p>', "How so</h2><p>Run.</p>")


def test_a_part_cannot_take_an_address_of_another():
    page = prose.with_section(PAGE, prose.START, '<p id="p-eeeeee">Begin.</p>')
    assert page == PAGE.replace(' id="p-aaaaaa"', "")


def test_what_is_no_part_is_an_error_and_what_comes_in_is_clean():
    with pytest.raises(KeyError):
        prose.with_section(PAGE, "p-zzzzzz", "<p>x</p>")
    assert "script" not in prose.with_section(PAGE, prose.START, "<script>x</script><p>y</p>")
