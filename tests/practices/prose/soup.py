"""HTML as it comes: pages that people write, and soup that nobody should."""

from hypothesis import strategies as st

CUP = "/files/1-0123456789abcdef-640x480.webp"
MUG = "/files/2-fedcba9876543210-640x480.webp"

WORDS = "tea cups milk listen people power trust small steps local money time care".split()

ODD = [
    " ", "  ", "\n", "&nbsp;", "\xa0 \xa0", "· ", "•\t", "1.\xa0\xa0 ", "o\xa0 \xa0", "- ",
    "&lt;b&gt;", "&amp;", "<", ">", '"', "é", "\u200b", "\u2028", "&#0;", "&#x80;",
    "<!-- c -->", "<!--", "-->", "<o:p></o:p>", "<br>", "<br><br>",
    "<hr>", "</p>", "</b>", "</ul>", "</td>", "<wbr>", "<img>",
    '<img src="/files/1-0123456789abcdef-640x480.webp" alt="a &quot;cup&quot;">',
    '<img src="//far.example/x.gif" alt="far">',
    "<script>alert(1)</script>", "<style>p{}</style>", "<svg><p>x</svg>", "<![if x]>", "<p/>",
]  # fmt: skip
TAGS = """p div h1 h2 h3 h5 ul ol li blockquote pre table thead tbody tr td th caption figure
figcaption a b strong i em s u sub sup code span dl dt dd section""".split()
ATTRIBUTES = [
    "", ' class="MsoNormal"', ' id="p-abc234"', ' id="p-zzzzzz"', ' id="other"', ' start="3"',
    ' style="font-weight:normal"', ' style="font-weight:700;font-style:italic"', ' colspan="2"',
    ' style="mso-list:l0 level2 lfo1"', ' style="display:none"', ' scope="row"', " onclick=x()",
    ' href="/practices/x/"', ' href="https://far.example/?a=1&b=2"', ' href="javascript:alert(1)"',
    ' href="//far.example"', ' href="http://[bad"', ' href="https://a b:99999/"', " a='\">'",
]  # fmt: skip

text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
start = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
end = st.sampled_from(TAGS).map("</{}>".format)
pieces = st.one_of(text, st.sampled_from(ODD), start, end)
soup = st.lists(pieces, max_size=30).map("".join)
element = st.builds(
    lambda tag, attr, inner: f"<{tag}{attr}>{inner}</{tag}>",
    st.sampled_from(TAGS),
    st.sampled_from(ATTRIBUTES),
    st.lists(pieces, max_size=4).map("".join),
)
nested = st.recursive(
    st.one_of(text, element),
    lambda inner: st.builds(
        lambda tag, attr, parts: f"<{tag}{attr}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
html = st.one_of(soup, nested, st.lists(nested, max_size=5).map("".join))

# Pages of paragraphs and list items whose words differ enough to be told apart.
sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(" ".join)
block = st.one_of(
    sentence.map("<p>{}</p>".format),
    sentence.map("<h2>{}</h2>".format),
    st.lists(sentence, min_size=1, max_size=4).map(
        lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    ),
    sentence.map("<blockquote><p>{}</p></blockquote>".format),
    sentence.map("<table><tbody><tr><td>{}</td><td>x</td></tr></tbody></table>".format),
)
page = st.lists(block, max_size=8).map("".join)
