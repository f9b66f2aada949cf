package extract

import (
	"strings"
	"time"
)

// months maps the month names of news in lower case, with their usual
// abbreviations, to months. Names that mean different months in two of the
// languages are left out.
var months = func() map[string]time.Month {
	names := [12]string{
		"january jan januar jänner janvier janv enero ene gennaio gen janeiro января январь янв januari stycznia styczeń січня ocak يناير ژانویه",
		"february feb februar feber février févr fév febrero febbraio fevereiro fev февраля февраль фев februari lutego luty лютого şubat فبراير فوریه",
		"march mar märz mrz mars marzo março марта март maart mrt marca marzec березня mart مارس",
		"april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień квітня nisan أبريل آوریل",
		"may mai mayo maggio mag maio мая май mei maja maj травня mayıs مايو مه",
		"june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec червня haziran يونيو ژوئن",
		"july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec липня temmuz يوليو ژوئیه",
		"august aug août agosto ago августа август авг augustus sierpnia sierpień серпня ağustos أغسطس اوت",
		"september sep sept septembre septiembre settembre setembro set сентября сентябрь сен сент września wrzesień вересня eylül سبتمبر سپتامبر",
		"october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт października październik жовтня ekim أكتوبر اکتبر",
		"november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad листопада kasım نوفمبر نوامبر",
		"december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь дек grudnia grudzień грудня aralık ديسمبر دسامبر",
	}
	m := map[string]time.Month{}
	for i, list := range names {
		for _, name := range strings.Fields(list) {
			m[name] = time.Month(i + 1)
		}
	}
	return m
}()

// weekdays are the names that may stand before a date and add nothing to it.
var weekdays = setOf("monday mon tuesday tue tues wednesday wed weds thursday thu thur thurs friday fri saturday sat sunday sun " +
	"montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so " +
	"lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo " +
	"lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira " +
	"понедельник вторник среда четверг пятница суббота воскресенье")

// joiners may stand between a date and its time of day, or between its parts.
var joiners = setOf("at um à a las alle às o kl в on am le el il em den the of de del di uhr h t")

// zoneNames gives the places whose clocks an abbreviation can mean. Where a
// name has more than one meaning (CST, IST) it is not listed: no zone is
// better than a wrong one.
var zoneNames = map[string]string{
	"utc": "UTC", "gmt": "UTC", "z": "UTC",
	"et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
	"ct": "America/Chicago", "cdt": "America/Chicago",
	"mt": "America/Denver", "mdt": "America/Denver",
	"pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
	"bst": "Europe/London",
	"cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
	"eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
	"msk": "Europe/Moscow", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong",
	"aest": "Australia/Sydney", "aedt": "Australia/Sydney",
}

// places are zone names that stand for whatever the clock there shows; every
// other name must be the one in force at that date.
var places = setOf("et ct mt pt")
