package scenario

import (
	"slices"
	"strings"

	"harkara/model"
)

// zoneMeant are short names of time zones that stand for several places, or for
// one half of the year, and what to write instead.
var zoneMeant = map[string]string{
	"IST": "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin", "CET": "Europe/Berlin, or another city", "CEST": "Europe/Berlin, or another city",
	"MEZ": "Europe/Berlin, or another city", "MET": "Europe/Berlin, or another city", "EET": "Europe/Athens, or another city", "WET": "Europe/Lisbon",
	"BST": "Europe/London or Asia/Dhaka", "EST": "America/New_York or Australia/Sydney", "EDT": "America/New_York", "EST5EDT": "America/New_York",
	"CST": "America/Chicago, Asia/Shanghai or America/Havana", "CDT": "America/Chicago", "CST6CDT": "America/Chicago", "MST": "America/Denver or America/Phoenix",
	"MDT": "America/Denver", "MST7MDT": "America/Denver", "PST": "America/Los_Angeles or Asia/Manila", "PDT": "America/Los_Angeles",
	"PST8PDT": "America/Los_Angeles", "AST": "America/Halifax or Asia/Riyadh", "JST": "Asia/Tokyo", "PKT": "Asia/Karachi", "NPT": "Asia/Kathmandu",
	"AEST": "Australia/Sydney or Australia/Brisbane", "SAST": "Africa/Johannesburg", "HST": "Pacific/Honolulu",
}

// knownZones are zones to suggest: capitals and large cities. Others do, too.
var knownZones = strings.Fields(`
Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Dar_es_Salaam Africa/Johannesburg Africa/Kampala
Africa/Khartoum Africa/Kinshasa Africa/Lagos Africa/Maputo Africa/Nairobi Africa/Tunis America/Anchorage America/Argentina/Buenos_Aires
America/Bogota America/Caracas America/Chicago America/Denver America/Guatemala America/Halifax America/Havana America/Jamaica America/La_Paz
America/Lima America/Los_Angeles America/Manaus America/Mexico_City America/Montevideo America/New_York America/Phoenix America/Puerto_Rico
America/Santiago America/Sao_Paulo America/St_Johns America/Toronto America/Vancouver Asia/Almaty Asia/Amman Asia/Baghdad Asia/Baku
Asia/Bangkok Asia/Calcutta Asia/Beirut Asia/Colombo Asia/Damascus Asia/Dhaka Asia/Dubai Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem
Asia/Kabul Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Kuala_Lumpur Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore
Asia/Taipei Asia/Tashkent Asia/Tehran Asia/Thimphu Asia/Tokyo Asia/Ulaanbaatar Asia/Yangon Asia/Yerevan Atlantic/Reykjavik Australia/Adelaide
Australia/Brisbane Australia/Darwin Australia/Melbourne Australia/Perth Australia/Sydney Europe/Amsterdam Europe/Athens Europe/Belgrade
Europe/Berlin Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv
Europe/Lisbon Europe/London Europe/Madrid Europe/Moscow Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Sofia Europe/Stockholm
Europe/Vienna Europe/Warsaw Europe/Zurich Pacific/Auckland Pacific/Fiji Pacific/Guam Pacific/Honolulu Pacific/Port_Moresby UTC`)

// zonePlaces are places that people name instead of their zone's.
var zonePlaces = map[string]string{
	"india": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new_delhi": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "chennai": "Asia/Kolkata", "bengaluru": "Asia/Kolkata",
	"ranchi": "Asia/Kolkata", "beijing": "Asia/Shanghai", "washington": "America/New_York", "nepal": "Asia/Kathmandu", "bangladesh": "Asia/Dhaka",
	"pakistan": "Asia/Karachi", "sri_lanka": "Asia/Colombo", "germany": "Europe/Berlin", "uk": "Europe/London", "england": "Europe/London",
}

// zoneHint suggests the zone that a name, or that of a city or country alone, stands
// for. An offset from UTC is not one, as clocks may change.
func zoneHint(name string) clause {
	if strings.ContainsAny(name, "+-") && strings.ContainsAny(name, "0123456789") {
		return clausef("give an IANA name, as in Asia/Kolkata, not how far it is from UTC")
	}
	meant := model.Nearest(name, slices.Values(knownZones))
	_, place, inside := strings.Cut(strings.ToLower(strings.ReplaceAll(name, " ", "_")), "/")
	if !inside {
		place = strings.ToLower(strings.ReplaceAll(name, " ", "_"))
	}
	if zone := zonePlaces[place]; zone != "" {
		meant = zone
	}
	for _, zone := range knownZones {
		_, city, _ := strings.Cut(zone, "/")
		if strings.EqualFold(city, strings.ReplaceAll(name, " ", "_")) {
			meant = zone
		}
	}
	if meant == "" {
		return clausef("give an IANA name, as in Asia/Kolkata")
	}
	return clausef("did you mean %s?", meant)
}
