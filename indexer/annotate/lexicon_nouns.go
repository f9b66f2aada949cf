package annotate

// nouns enters the nouns that carry meaning for claims.
func (l *lexicon) nouns() {
	l.addNouns(nounDoer, "hacker group gang collective team crew actor attacker intruder spy/spies cybercriminal criminal hacktivist activist operator operative cyberspy/cyberspies "+
		"agent perpetrator culprit adversary cyberattacker apt faction outfit syndicate cartel cell squad brigade cluster saboteur infiltrator cyberterrorist terrorist extortionist fraudster scammer "+
		"hackergroup hackinggroup threatgroup cyberactor cybergang mercenary infiltrator unit insurgent militia miscreant hijacker defacer leaker individual national citizen student man/men "+
		"teenager soldier officer army/armies affiliate contractor supporter sympathizer sympathiser nationalist separatist rebel loyalist patriot front alliance wing arm entity")
	l.addNouns(nounAttack, "effort attack cyberattack hack breach intrusion incursion infiltration campaign compromise operation espionage/ cyberespionage/ spying/ hacking/ "+
		"sabotage/ ddos/ dos/ defacement theft leak leakage assault offensive incident raid strike penetration exfiltration infection disruption interference/ meddling/ surveillance/ eavesdropping/ "+
		"wiretapping/ doxxing/ doxing/ phishing/ spearphishing/ spear/ exploitation/ tampering/ cyberassault cyberstrike cybercampaign cyberoperation cyberintrusion hijacking "+
		"onslaught activity/activities snooping/ targeting/ cybercrime extortion manipulation blackout outage cyberwarfare/ cyberwar war takedown shutdown hackattack hackerattack "+
		"reconnaissance/ subversion/ destruction dump attempt aggression violation monitoring/ influence disinformation/ propaganda/ jamming/ barrage tapping/ hostilities/ defacing/")
	l.addNouns(nounTool, "horse malware/ ransomware/ spyware/ worm virus trojan backdoor wiper botnet rootkit implant exploit toolkit tool infostealer stealer keylogger rat loader dropper payload vulnerability flaw bug "+
		"script bot email message attachment link document file domain server c2 infrastructure code")
	l.addNouns(nounThing, "website site webpage page homepage portal network system computer server account mailbox database infrastructure device machine email mail data/ information/ document file "+
		"record phone smartphone router satellite grid plant facility/facilities company firm business bank hospital university institute institution organisation organization ministry agency "+
		"embassy official politician journalist activist dissident lawmaker diplomat employee user customer voter citizen military government sector industry entity individual target victim "+
		"contractor supplier provider newspaper media/ broadcaster channel station operator airline airport port railway utility party campaign candidate lawyer researcher academic scientist expert "+
		"parliament senate congress office department service authority council commission committee court police/ ngo charity church school municipality city town state country nation "+
		"telecoms/ telecom energy/ defence/ defense/ oil gas water power election twitter/ facebook/ profile app application software/ platform archive cloud mps mp senator population people/ "+
		"webserver mailserver subdomain blog forum wallet exchange casino hotel store store clinic airspace asset personnel/ staff/ executive leader member minister president")
	l.addNouns(nounReport, "report statement article blog blogpost post paper study analysis/analyses document indictment complaint affidavit lawsuit advisory alert bulletin notice announcement interview "+
		"speech letter press tweet message disclosure dossier")
	l.addNouns(nounPerson, "official spokesman/spokesmen spokeswoman/spokeswomen spokesperson minister president premier chancellor secretary director chief head leader senator congressman/congressmen lawmaker mp "+
		"ambassador diplomat prosecutor investigator judge source expert authority police/ government intelligence/ officer general commissioner chairman/chairmen analyst agency")
	l.addNouns(nounVendor, "company firm researcher vendor analyst startup specialist lab laboratory newspaper journalist magazine reporter outlet media/ daily expert provider")
	l.addNouns(nounState, "government state regime authority military army intelligence/ leadership administration ministry kremlin/")
	l.addNouns(nounForce, "intelligence/ military army navy police/ security forces/ force unit service agency ministry department bureau directorate guard guards/ corps/")
	l.addNouns(nounAnswer, "sanction charge indictment condemnation accusation allegation investigation probe inquiry lawsuit arrest conviction retaliation response attribution warrant statement denial claim responsibility/")
	l.addNouns(nounTime, "year month week day morning evening night weekend january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "+
		"decade period time date quarter summer spring autumn winter hour minute moment century")
	l.addNouns(nounAmount, "series wave string spate number set range flurry host slew barrage part kind type form lot variety round pattern campaign case act group list handful pair dozen majority hundreds/ thousands/ tens/ tranche trove cache batch")
	l.addNouns(nounBait, "lure decoy theme pretext guise bait subject topic invitation")
	l.tag(tagPlural, "police people media personnel staff data troops clergy")
	l.addNouns(0, "measure step base centre center role bill view note issue process study matter place part level cost value date deal talk line price rate record rest scale share shape source staff "+
		"stage stress survey switch trade travel trial visit voice house head interest interview land market object park plant project race range rank review reward schedule screen search seat sentence signal spot supply contract block border call cause crash decline delay design desire drop effect estimate exercise experience fight focus function glance guide impact increase judge label lack launch lease limit list loan loss mix move neglect notice pace parade pause pay permit pick plot pool press print procedure produce profit promise pull purchase push raise reach reform regret release request rescue resort respect return rise run rush sale sense set shelter shift shock show sort sound speed spread staging stop storm stretch style surge sweep toll total touch track transfer transport treat trigger trip trust turn twist use vow walk wage wave win wish worry "+

		"bed seed feed speed need hundred breed shed thing king ring string spring wing building meeting ceiling nothing/ something/ anything/ everything/ training funding warning hearing briefing "+
		"finding ruling setting opening beginning understanding monitor watch watchdog scan trick abuse probe flood damage strike tap bug fund name result offer change check test point order report "+
		"meeting standing saying feeling reading writing filing landing evidence responsibility/ protest retaliation response support access/ credit/ connection relation tie tension dispute conflict campaigner vote crisis policy law control/ command contact trade pressure research/ travel/ suspect")
}
