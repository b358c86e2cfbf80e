"""Lists of words that tell people from organisations, and posts from both."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They stand in the names of organisations, programmes and sections, never of people.
ORG_WORDS = _words(
    """
    Academy Alliance Assembly Association Authority Bank Board Borough Campaign Cell Centre
    Center Charity Church Citizens City Club Coalition Collective College Commission Committee
    Community Communities Company Conference Consulting Council County Department District
    Enterprise Forum Foundation Fund Government Group Groups Grapevine Hospital House Hub
    Initiative Institute Kids Link Links Lottery Ministry Movement Museum Network Office
    Organisers Organisation Parliament Partnership Party People Programme Project Report
    Roundtable School Service Services Society State Strategy Street Studio Team Together Trust
    UK Union University Voice Way Youth Discussion Introduction Summary Feedback Power Radical
    Sharing Social Local National Public Private Civil New Old North South East West Big
    """
)
# A sentence may begin with them and a capital; a name does not.
NOT_FIRST = _words(
    """
    A About After All Also Although An And Another Any As At Because Before Both But By Can Each
    Everyone Finally First For From He Her Here His How However I If In Indeed Instead It Its
    January February March April June July August September October November December Last Like
    Many Moreover Most Much Next No Not Notes Now Of On One Only Or Other Others Our Over
    Participants Perhaps Second She Since So Some Such That The Their Then There These They
    Third This Those Through To Today Under Until We What When Where Whether Which While Who Why
    With Yes Yet You Your Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """
)
# "Director of Policy" is a post: what follows is no organisation.
DEPARTMENTS = _words(
    """
    Adult Adults Children Communications Finance Housing Operations Policy Programmes Public
    Research Services Strategy Development Engagement Partnerships Practice Family Social
    """
)
