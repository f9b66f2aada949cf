package annotate

// verbs enters the verbs with what they mean for claims.
func (l *lexicon) verbs() {
	l.addVerbs(verbAttack, "attack hack target breach compromise infiltrate penetrate deface hijack infect paralyze paralyse cripple sabotage ddos bombard raid assault strike/struck/stricken "+
		"phish spearphish cyberattack victimize victimise subvert invade besiege wiretap+ bug+ doxx dox hit/hit pwn backdoor ransom knock overwhelm flood disable damage destroy jam+ wipe encrypt "+
		"exploit eavesdrop+ surveil+ infest violate harass plunder vandalize vandalise extort blackmail tap+ rob+ pillage monitor impersonate spoof deceive trick lure abuse manipulate scan "+
		"attacked probe defraud swindle ravage")
	l.addVerbs(verbHit, "affect disrupt impact hamper knock cripple hit/hit strike/struck interrupt shut/shut interfere undermine influence destabilize destabilise halt")
	l.addVerbs(verbSteal, "divert embezzle withdraw/withdrew/withdrawn launder steal/stole/stolen leak exfiltrate siphon syphon publish dump release expose post copy extract download obtain collect gather harvest intercept acquire access delete erase take/took/taken grab+ seize doxx")
	l.addVerbs(verbInto, "break/broke/broken intrude hack spy snoop eavesdrop+ tap+ listen log+ go/went/gone interfere meddle pry/pried breach get/got/gotten tamper gain force bring/brought take/took/taken shut/shut sneak infiltrate")
	l.addVerbs(verbLight, "conduct carry launch perform commit mount orchestrate stage execute perpetrate undertake/undertook/undertaken lead/led wage run/ran direct organise organize coordinate "+
		"initiate sponsor mastermind engineer deploy distribute install inject plant spread/spread send/sent use implement employ utilize utilise leverage gain unleash engage participate unfold execute deliver make/made do/did/done operate pursue experience suffer face order command")
	l.addVerbs(verbSay, "say/said report announce confirm state reveal disclose warn tell/told claim explain add note describe declare write/wrote/written assert find/found discover detect observe identify "+
		"uncover publish release conclude assess determine acknowledge admit+ stress comment mention argue suggest indicate show/showed/shown state expose document detail cite quote testify inform notify judge expect analyse analyze track see/saw/seen spot+ believe")
	l.addVerbs(verbBlame, "accuse blame fault implicate hold/held")
	l.addVerbs(verbAttribute, "attribute link ascribe trace tie connect associate pin+ assign point relate lay/laid impute credit affiliate align identify")
	l.addVerbs(verbBelieve, "suspect believe think/thought consider assume presume fear speculate suppose understand/understood assess judge deem estimate rumor rumour")
	l.addVerbs(verbSanction, "sanction blacklist ban+ expel+ freeze/froze/frozen designate penalize penalise punish impose")
	l.addVerbs(verbIndict, "charge indict arrest convict sentence prosecute extradite detain jail imprison apprehend sue fine arraign plead unseal+")
	l.addVerbs(verbCondemn, "condemn denounce criticize criticise deplore decry protest rebuke censure slam+ summon")
	l.addVerbs(verbInvestigate, "investigate probe examine inquire")
	l.addVerbs(verbDeny, "deny reject dismiss refute rebut+ dispute repudiate disavow")
	l.addVerbs(verbClaim, "claim boast brag+")
	l.addVerbs(verbThreat, "threaten plan+ vow intend prepare aim want call announce pledge promise urge consider declare fear")
	l.addVerbs(verbThwart, "block foil thwart prevent repel+ stop+ mitigate avert neutralize neutralise deflect fend fail defend withstand/withstood counter contain")
	l.addVerbs(verbTry, "try attempt seek/sought manage begin/began/begun start continue help succeed aim plan+ work appear seem need fail keep/kept go/went/gone refuse hope cause allow enable let force lead/led")
	l.addVerbs(verbOwn, "span+ affect feature spread represent belong include involve own operate+ use work locate base associate affiliate participate run/ran responsible cover consist comprise manage connect link tie relate control live reside known reach contain hold/held serve")
	l.addVerbs(verbName, "dub+ call name know/knew/known track refer label term designate codename nickname christen identify")
	l.addVerbs(verbBack, "back sponsor support fund finance direct control link tie affiliate align associate connect order command hire employ task")
	l.addVerbs(0, "oversee/oversaw/overseen issue launch resume dismantle upload hobble precede relate apply introduce discuss identify confirm deploy demand decline arrive escape survive marry vote elect appoint nominate "+
		"pass reach enter exit shoot/shot kill injure wound die visit urge warn fight/fought fly/flew/flown drive/drove/driven eat/ate/eaten sit/sat stand/stood spend/spent teach/taught learn think/thought throw/threw/thrown "+
		"wear/wore/worn choose/chose/chosen forget/forgot/forgotten forgive/forgave/forgiven hang/hung lend/lent light/lit mean/meant ride/rode/ridden shake/shook/shaken sing/sang/sung sink/sank/sunk sleep/slept stick/stuck "+
		"swear/swore/sworn sweep/swept swim/swam/swum tear/tore/torn wake/woke/woken bind/bound draw/drew/drawn blow/blew/blown catch/caught shut/shut deal/dealt arise/arose/arisen be have make give/gave/given come/came become/became remain stay occur happen appear follow result allow enable contain provide offer require demand ask seem serve"+
		" feel/felt leave/left put/put set/set keep/kept turn move return bring/brought hold/held read/read lose/lost win/won meet/met send/sent sell/sold buy/bought build/built pay/paid"+
		" create develop design build/built test check change replace remove display contain share protest respond react retaliate refuse accept agree decide resign apologize apologise"+
		" believe hope want need like love hate fear host trigger prompt spark force emerge surface begin/began/begun end last expand grow/grew/grown increase reduce decrease rise/rose/risen fall/fell/fallen"+
		" support help assist join unite cooperate collaborate partner protect secure defend restore recover repair patch fix suspend cancel delay postpone close open"+
		" mask hide/hid/hidden conceal disguise pose masquerade pretend mimic register redirect forward route encrypt decrypt"+
		" criticise oppose protest demand urge call press push strengthen improve boost raise lift lower cut/cut shift focus concentrate specialise specialize attend visit travel speak/spoke/spoken talk discuss debate")
}
