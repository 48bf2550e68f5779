"""Words that stand in many stories, whatever is told: what is known before any story is."""

#: Function words, newsroom words and the calendar: they stand in every story and tell none.
STOP = frozenset(
    """
    a about above across after again against all along also although am among an and another any
    are around as at away back be became because become been before behind being below between
    both but by came can come comes coming could d day days did do does doing done down during
    each either else even ever every few first five for four from further get gets getting given
    go goes going gone got had has have having he her here hers herself him himself his how
    however i if in indeed inside instead into is it its itself just last later least less like
    ll m made make makes making many may me might mine more most much must my myself near nearly
    neither never new next no nor not now of off on once one only onto or other others our ours
    out outside over own part per put puts quite rather re s same see seen set several she should
    since so some still such t take taken takes taking than that the their theirs them themselves
    then there these they this those though three through thus till to today together told
    tomorrow too took toward towards two under until up upon us use used ve very via was way we
    week weeks well went were what when where whether which while who whom whose why will with
    within without would year years yesterday yet you your yours
    ain aren couldn didn doesn don hadn hasn haven isn mustn shouldn wasn weren won wouldn
    according announce announced announces claim claimed claims mr mrs ms dr news people
    report reported reportedly reporting reports said say saying says statement tell tells man
    men woman women time times month months
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)

#: Words that stand in much news of public life and of conflict, and hardly tell a story.
COMMON = frozenset(
    """
    accuse accused action activist activity address adviser affair afternoon age agency agree aid
    air allegation alleged allow ally amid anger appeal appear area arm armed army arrest arrested
    arrive ask assault attack authority base battle began begin believe big blast blood board body
    bomb border break bring british build building burn business call camp campaign capital car
    care case casualty cause central centre chief child city civilian clash close coalition
    command commander community company concern condemn condition conference confirm conflict
    control conversation council country county couple court crime crisis cut damage danger data
    dead deal death decision defence defense deny department deputy despite destroy die director
    district doctor dozen drive drone early east eastern economic effort election emergency end
    evening event evidence expect expert explosion explosive face fact fail fall family father
    fear feel fighter fighting figure film final find fire follow force foreign former found free
    friend future game general girl give good government great ground group guard gun
    gunman half hand happen hard head health hear heavy help high hit hold home hope hospital
    host hour house human hundred hurt identify image immediately incident include increase
    information injure injury interest internal international interview investigate
    investigation involve island issue job join journalist judge key kill killing know known
    large late launch law lawyer lead leader leave left legal letter level life line list little
    live local long look lose loss low main major manager march mark market media meet meeting
    member message militant military militia million minister ministry missile mission moment
    money morning mother move murder name nation national need night north northern number
    offer office officer official oil old online open operation opposition order organisation
    organization parent parliament party pay peace percent person personnel photo picture place
    plan plane play point police policy political port position post power present president
    press prevent previous prime prison problem programme prosecutor protect protest province
    public question quick raid reach read real reason receive recent refuse region release remain
    request rescue resident resource respond response responsibility rest result return reveal
    right rise road rocket role round rule run school second secretary sector security seek
    senior sentence serious service severe shell shoot shooting shot show side sign situation
    small social society soldier son sound source south southern speak special spokesman
    spokesperson spokeswoman staff stage stand start state station stay step stop story street
    strike strong student suffer suggest support suspect system talk target team term territory
    terrorism terrorist test think thought thousand threat threaten threatened top town trial
    troop truck try turn union unit united vehicle victim video view village violence visit
    visitor vote wait want war warn warning watch weapon west western win witness wife word work
    worker world wound wounded write wrong young zone
    """.split()
)
