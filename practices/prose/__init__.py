"""Pages of text: cleaned, addressed, compared, merged. Pure: values in, values out.

A page is HTML of about thirty elements, in one line. Every function takes any string and gives
back only what `clean` would let pass; what was once cleaned is kept as it is.
"""

from practices.prose.anchors import keep_anchors
from practices.prose.cleaning import clean
from practices.prose.comparing import (
    BlockChange,
    Comparison,
    compare,
    running_html,
    sum_up,
)
from practices.prose.errors import DEEPEST, LONGEST, ProseError, is_writable
from practices.prose.linking import (
    LASTING,
    hrefs,
    typed_titles,
    wanted_address,
    wanted_title,
    with_hrefs,
    with_links,
)
from practices.prose.markdown import from_markdown, to_markdown
from practices.prose.merging import Conflict, Merge, three_way
from practices.prose.pictures import (
    SIGNS,
    figure,
    file_link,
    kept_addresses,
    places,
    put_after,
    set_out,
    with_alts,
)
from practices.prose.plain_text import (
    from_lines,
    from_text,
    is_plain,
    survives_as_text,
    to_lines,
    to_text,
)
from practices.prose.reading import Block, blocks, excerpt, outline, plain, word_count
from practices.prose.sections import START, Section, sections, split_off, with_section
from practices.prose.spoken import mentions, spoken, with_mentions
from practices.prose.taking_out import INSIDE, MARK, Taker
from practices.prose.tree import ANCHOR

__all__ = [
    "ANCHOR",
    "DEEPEST",
    "LASTING",
    "LONGEST",
    "INSIDE",
    "MARK",
    "Block",
    "BlockChange",
    "Comparison",
    "Conflict",
    "Merge",
    "ProseError",
    "SIGNS",
    "START",
    "Section",
    "Taker",
    "blocks",
    "clean",
    "compare",
    "excerpt",
    "figure",
    "file_link",
    "from_lines",
    "from_markdown",
    "from_text",
    "hrefs",
    "is_plain",
    "is_writable",
    "keep_anchors",
    "kept_addresses",
    "mentions",
    "outline",
    "places",
    "plain",
    "put_after",
    "sections",
    "running_html",
    "set_out",
    "split_off",
    "spoken",
    "sum_up",
    "survives_as_text",
    "three_way",
    "to_lines",
    "to_markdown",
    "to_text",
    "with_mentions",
    "typed_titles",
    "wanted_address",
    "wanted_title",
    "with_alts",
    "with_hrefs",
    "with_links",
    "with_section",
    "word_count",
]
