package main

// joins says of entries that link to no other, or to several, which of MISP's
// actors they are, where the publishers of the names say so themselves (the
// lists of Microsoft and MITRE name the other's primary name). Key and value
// are the entries' own names.
var joins = map[string]string{
	"Operation Soft Cell": "GALLIUM", "UNC2452": "APT29", "APT35": "Charming Kitten", "TA453": "Charming Kitten",
	"BANISHED KITTEN": "Void Manticore", "BRONZE HIGHLAND": "Evasive Panda", "APT45": "Silent Chollima",
	"People's Cyber Army of Russia": "Cyber Army of Russia Reborn", "Cyber Alliance": "Ukrainian Cyber Alliance",

	"Antique Typhoon": "Storm-0558", "Brocade Typhoon": "APT3", "Burgundy Sandstorm": "APT39", "Canary Typhoon": "BlackTech",
	"Checkered Typhoon": "APT19", "Circle Typhoon": "TiltedTemple", "Copper Typhoon": "Tonto Team", "Crimson Sandstorm": "Tortoiseshell",
	"Smoke Sandstorm": "Bohrium", "Daffodil Gust": "Stealth Falcon", "Fallow Squall": "PLATINUM", "Heart Typhoon": "APT17",
	"Hexagon Typhoon": "APT12", "Jade Sleet": "TraderTraitor", "Linen Typhoon": "APT27", "Magenta Dust": "PROMETHIUM",
	"Midnight Blizzard": "APT29", "Mint Sandstorm": "Charming Kitten", "Seashell Blizzard": "Sandworm", "Hazel Sandstorm": "OilRig",
	"Neva Flood": "Storm-1516", "Oka Flood": "Storm-1679", "Onyx Sleet": "Silent Chollima", "Pepper Typhoon": "LIMINAL PANDA",
	"Purple Typhoon": "APT10", "Red Sandstorm": "Void Manticore", "Salmon Typhoon": "APT4", "Salt Typhoon": "GhostEmperor",
	"Satin Typhoon": "APT18", "Shadow Typhoon": "Storm-0062", "Storm-0133": "LYCEUM", "Storm-0247": "ToddyCat", "Storm-0288": "FIN8",
	"Storm-0302": "NARWHAL SPIDER", "Storm-0538": "FIN6", "Storm-0569": "DEV-0569", "Storm-0593": "InvisiMole", "Storm-0978": "RomCom",
	"Storm-1125": "MoustachedBouncer", "Storm-2981": "Coinbase Cartel", "Swirl Typhoon": "Tick", "Taffeta Typhoon": "APT26",
	"Taizi Flood": "Dragonbridge", "Twill Typhoon": "MUSTANG PANDA", "Citrine Sleet": "UNC4736",

	"Ajax Security Team": "Flying Kitten", "Dragonfly 2.0": "ENERGETIC BEAR", "Ember Bear": "DEV-0586", "Cinnamon Tempest": "BRONZE STARLIGHT",
	"Star Blizzard": "Callisto", "Nomadic Octopus": "DustSquad", "Transparent Tribe": "Operation C-Major", "APT-C-23": "AridViper",
	"HEXANE": "LYCEUM", "BITTER": "HAZY TIGER", "Agrius": "Pink Sandstorm", "Silence": "Silence group", "Leafminer": "RASPITE",
	"CURIUM": "Tortoiseshell", "Sidewinder": "RAZOR TIGER", "Akira": "Storm-1567", "ZIRCONIUM": "APT31", "Daggerfly": "Evasive Panda",
	"Andariel": "Silent Chollima", "RedCurl": "Earth Kapre", "AppleJeus": "UNC4736", "Magic Hound": "Charming Kitten", "OilRig": "OilRig",
	"Cleaver": "Cleaver", "Turla": "Turla", "APT43": "Kimsuky", "APT38": "STARDUST CHOLLIMA", "Sapphire Sleet": "STARDUST CHOLLIMA",
	"GOLD SOUTHFIELD": "PINCHY SPIDER", "Evil Corp": "INDRIK SPIDER", "Confucius": "Confucious", "Sharpshooter": "Operation Sharpshooter",
}

// apart are entries that link to several actors and are, by their publisher,
// none of them.
var apart = map[string]bool{"Winnti Group": true}

// labels are the usual names of actors whose entry bears another.
var labels = map[string]string{
	"Operation C-Major": "Transparent Tribe", "RAZOR TIGER": "SideWinder", "HAZY TIGER": "Bitter", "Silent Chollima": "Andariel",
	"Pink Sandstorm": "Agrius", "Storm-1567": "Akira", "Earth Kapre": "RedCurl", "GhostEmperor": "Salt Typhoon", "UNC4736": "Citrine Sleet",
	"Callisto": "Star Blizzard", "DEV-0586": "Cadet Blizzard", "AridViper": "Arid Viper", "SaintBear": "Saint Bear", "LYCEUM": "Lyceum",
	"Cold River": "Nahr el Bared", "RASPITE": "Leafminer", "Unit 8200": "Duqu Group", "Night Tsunami": "NSO Group", "Caramel Tsunami": "Candiru",
	"Carmine Tsunami": "QuaDream", "Denim Tsunami": "DSIRF", "Wisteria Tsunami": "CyberRoot", "Blue Tsunami": "Black Cube",
	"Houndstooth Typhoon": "i-Soon", "Deadeye Jackal": "Syrian Electronic Army", "Cyber Caliphate Army": "Cyber Caliphate",
	"ALPHA SPIDER": "BlackCat", "Alpha Spider": "BlackCat", "BITWISE SPIDER": "LockBit", "PINCHY SPIDER": "REvil", "INDRIK SPIDER": "Evil Corp",
	"VICE SPIDER": "Vice Society", "STARDUST CHOLLIMA": "APT38", "Confucious": "Confucius", "LAPSUS": "Lapsus$", "MosesStaff": "Moses Staff",
	"Sands Casino": "Sands Casino attackers", "TA2101": "Maze", "Cyber Berkut": "CyberBerkut", "HomeLand Justice": "Homeland Justice",
}

// nobody are entries that name no actor.
var nobody = map[string]bool{"[Unnamed group]": true, "Unnamed Actor": true, "[Vault 7/8]": true}

// mistaken are aliases of the sources that are no names of the group: a
// victim, a tool, a service, a word.
var mistaken = map[string]bool{
	"PLA Navy": true, "Sands Casino": true, "Lumma Stealer": true, "Chrome Loader": true, "Choziosi loader": true, "Alibaba": true, "Unit 8200": true,
	"timmy": true, "JokerStash": true, "Joker's Stash": true, "Joker Stash": true, "Superman": true, "Lexus": true, "Topgear": true, "TSB": true, "UUC": true, "UCA": true, "GOP": true, "NXSMS": true,
}
