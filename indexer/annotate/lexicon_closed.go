package annotate

// closed enters the words of the closed classes, and adverbs.
func (l *lexicon) closed() {
	l.tag(tagDet, "the a an this that these those its their his her our my your some any several many all both each every no another other "+
		"one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands millions hundred thousand million billion few numerous various multiple certain such most more "+
		"half first second third fourth last next previous same own")
	l.tag(tagPrep, "of in on at by for from with without to into onto against via through throughout across over under about around near within inside outside between among "+
		"amid amidst during following before after since until till despite per toward towards upon off behind beyond besides beside beneath above below along alongside concerning regarding "+
		"including excluding like unlike versus vs as except notwithstanding pending using aboard")
	l.tag(tagConj, "and or but nor plus yet")
	l.tag(tagSub, "because although though while whilst whereas when whenever where wherever if unless whether how why once lest so than after before since until as")
	l.tag(tagRel, "who which whom whose that")
	l.tag(tagPron, "he she it they we you i him them us me himself itself themselves herself ourselves this these those everyone everybody anyone someone nobody nothing something anything one ones others")
	l.tag(tagBe, "be is are was were been being am 're 's gets got get getting gotten become became becomes isn't aren't wasn't weren't")
	l.tag(tagHave, "have has had having do does did 've haven't hasn't hadn't don't doesn't didn't")
	l.tag(tagModal, "will would could may might must shall should can cannot can't couldn't won't wouldn't shouldn't mustn't 'll 'd")
	l.tag(tagAdverb, "not never hardly barely neither")
	l.tag(tagNot, "not never neither nor isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't cannot couldn't won't wouldn't shouldn't mustn't hardly barely without")
	l.tag(tagAdverb, "also too then now again already still later earlier previously subsequently recently currently initially originally finally eventually successfully unsuccessfully "+
		"repeatedly simultaneously temporarily briefly heavily directly indirectly specifically particularly primarily mainly mostly largely partly partially further furthermore moreover however "+
		"therefore thus meanwhile instead even just only almost nearly approximately roughly about away back out up down off together apart online there here today yesterday tomorrow tonight "+
		"publicly officially formally openly secretly covertly illegally unlawfully remotely deliberately intentionally actively systematically severely seriously significantly quickly rapidly "+
		"immediately shortly soon long ago independently jointly separately explicitly firmly strongly always often sometimes usually frequently regularly once twice first firstly secondly "+
		"outright flatly categorically vehemently angrily hastily promptly duly specially especially notably newly well very highly most more less least so indeed perhaps maybe once yet else elsewhere worldwide globally internationally domestically abroad "+
		"hence accordingly additionally similarly likewise otherwise nonetheless nevertheless ultimately gradually suddenly widely broadly fully completely entirely totally effectively essentially "+
		"reportedly allegedly supposedly presumably apparently seemingly possibly probably likely potentially purportedly ostensibly propably presumabely conceivably suspectedly arguably")
	l.tag(tagHedge, "reportedly allegedly supposedly presumably apparently seemingly possibly probably likely potentially purportedly ostensibly propably presumabely conceivably suspectedly perhaps maybe "+
		"may might alleged suspected presumed purported supposed possible probable apparent potential putative rumored rumoured unconfirmed suspicion suspicions allegation allegations believed thought "+
		"suspect suspects suspecting seems seem seemed appears appear appeared arguably accused suggest suggests suggested suggesting indicate indicates indicated indicating hint hints hinted unverified circumstantial assumed")
}

// adjectives enters the adjectives whose place in a noun phrase has to be
// known; unknown words are taken for nouns, which does as well.
func (l *lexicon) adjectives() {
	l.tag(tagAdj, "unknown unidentified anonymous prolific notorious new old large small big major minor other further additional similar separate joint recent latest previous former current early late "+
		"high low key main chief senior deputy top public private national international foreign domestic local regional federal central official political military civil civilian digital "+
		"malicious sophisticated advanced persistent massive widespread successful unsuccessful prominent sensitive confidential personal secret classified critical "+
		"social economic financial commercial industrial diplomatic nuclear medical academic judicial legal legislative electoral presidential parliamentary "+
		"western eastern northern southern southeast northeast northwest southwest asian european african global worldwide "+
		"responsible available active inactive accessible inaccessible unavailable vulnerable able unable aware guilty unclear clear possible likely unlikely same different "+
		"unauthorized unauthorised illegal illicit alleged suspected presumed possible probable potential purported fake bogus rogue hostile pro anti distinct persistent "+
		"unnamed nationalist patriotic islamist jihadist ethnic "+
		"cyber hybrid spear electronic information digital online virtual computer network web internet email phone")
}
