"""The words that a made-up library is made of."""

PEOPLE = (
    "carers|neighbours|young people|older residents|support workers|parents|refugees|volunteers|"
    "commissioners|housing officers|people in recovery|tenants|nurses|teachers|care leavers|"
    "trustees|shopkeepers|grandparents|disabled people|councillors|front-line staff|students|"
    "people leaving prison|new arrivals|foster families|librarians|social workers|caretakers"
).split("|")

WAYS = (
    "a walking group|a listening circle|a shared meal|a repair café|a kitchen table meeting|"
    "a food co-op|a community garden|a peer mentoring scheme|a tenants’ assembly|a skills swap|"
    "a neighbourhood fund|a joint budget|an open front door|a drop-in without forms|a choir|"
    "a learning diary|an alliance of small charities|a time bank|a welcome team|a citizens’ panel|"
    "a story exchange|a back-to-work club|a street party|a home visit|a good-morning call|"
    "a community researcher|an honest review|a standing invitation|a pooled grant|a shed"
).split("|")

DOINGS = (
    "started|kept going|gave up|rebuilt|handed over|argued about|opened up|slowed down|paid for|"
    "wrote down|measured|rethought|shared|protected|tried out|turned round|made room for|"
    "talked through|set aside|took apart|learned from|came back to|stood up for"
).split("|")

THINGS = (
    "the waiting list|the first conversation|trust|the referral form|the budget|the building|"
    "the question of power|what people are good at|the eligibility rules|small kindnesses|"
    "the annual report|the contract|belonging|the rota|shared decisions|the old target|loneliness|"
    "the quiet ones|time to get to know each other|prevention|the complaint|collaboration|"
    "the partnership agreement|local knowledge|the gatekeeper|the silence afterwards|hope|"
    "the training day|responsibility|the evidence|a sense of home|the unspoken rule"
).split("|")

BECAUSE = (
    "nobody had asked before|the money came late|there was a kettle and no agenda|"
    "the manager said yes once|people could see themselves in it|the form was thrown away|"
    "one person stayed in touch|the numbers told only half of it|everyone had a key|"
    "it was near the bus stop|the same face opened the door each week|the target had been dropped|"
    "people were tired of being consulted|it was done with them and not to them|"
    "somebody took notes and sent them round|there was room to fail|the landlord joined in|"
    "a councillor came and listened|it began with strengths|the contract allowed for change"
).split("|")

PLACES = (
    "Barrowford|Hillfields, Coventry|Leigh Park|Byker|Easterhouse|Splott|Toxteth|Levenshulme|"
    "Harehills, Leeds|Walsall|Wisbech|Morecambe|Redruth|Ashington|Grimsby|Hastings|Luton|Oldham|"
    "Paisley|Merthyr|Derry|Lowestoft|Nelson|Stockton|Torquay|Dewsbury|Corby|Barking|Peckham|"
    "Handsworth|Knowle West, Bristol|Bransholme|Blackbird Leys|Gorton|Kirkby|Pollok|Tiger Bay|"
    "Ballymun|Whitehaven|Boston|Skegness|Penzance|Hexham|Ludlow|Thetford|Deptford|Wythenshawe"
).split("|")

THEMES = (
    "Listening|Trust|Commissioning|Volunteering|Food|Housing|Health|Learning|Power|Prevention|"
    "Isolation|Money|Leadership|Youth|Ageing|Disability|Recovery|Arts|Green spaces|Work|Digital|"
    "Schools|Justice|Migration|Faith|Transport|Carers|Data|Evaluation|Fundraising|Governance|"
    "Neighbourhoods|Peer support|Play|Rural life|Safety|Sport|Staff wellbeing|Strengths|Targets"
).split("|")

ANGLES = "in practice|first steps|what lasts|and money|at the front line|after ten years".split("|")

FRAMES = (
    "{Who} {did} {thing} because {why}.",
    "In {place}, {who} {did} {way}, and {why}.",
    "It was {who} who {did} {thing}; {who2} {did2} {way}.",
    "Before long {way} had changed {thing} for {who}.",
    "What helped was plain: {why}.",
    "When {who} met {who2}, they {did} {thing} over {way}.",
    "Some {did} {thing}. Others {did2} {way}, since {why}.",
    "{Who} said that {way} matters more than {thing}.",
    "Nobody in {place} would now give up {way}.",
    "For {who} it meant that {why}.",
)

VERSUS = (
    "relationships|transactions|prevention|cure|principles|targets|collaboration|competition|"
    "strengths|weaknesses|participation|control|listening|telling|local knowledge|national plans|"
    "trust|contracts|learning|blaming|time|speed|courage|compliance|sharing|guarding|asking|assuming"
).split("|")
