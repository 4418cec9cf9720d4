/** Words between bars or on their own lines. */
function words(text: string): readonly string[] {
	return text.trim().split(/[|\n]/);
}

/** Words for usernames, in lower case. */
export const adjectives = words(`
quiet|sunny|lucky|frozen|cosmic|tiny|brave|lazy|silver|neon|rusty|swift|gentle|wild|purple|hidden
salty|mellow|rapid|crispy|dusty|golden|misty|noble|spicy|pixel|lunar|royal
`);
export const nouns = words(`
otter|falcon|noodle|wizard|panda|comet|badger|lemon|raven|tiger|cactus|mango|walrus|koala|dragon
pickle|turtle|rocket|biscuit|phantom|maple|sparrow|tofu|knight|puffin|waffle|gecko|moth
`);

/** Words for display names, by script. */
export const latin = words(`
Alice|Bob|Marcel|Zoë|José|Renée|Łukasz|Søren|Ana Clara|Günther|Noah|Emma|Liam|Olivia|Mia|Thiago
Ngọc Anh|Özgür|Chloé|Jan|Kaspar|Ines|Björn|Beatriz|Pınar|Dmitri|Eoin|Siobhán|Mateo|O'Neil
`);
export const korean = words(
	`김민준|이서연|박지훈|최수아|정예준|강하은|조도윤|윤지우|장시우|임서현|한지호|오유진|감자튀김|졸린고양이|떡볶이좋아|밤하늘별`,
);
export const japanese = words(
	`さくら|たろう|ゆき|はると|田中太郎|佐藤花子|鈴木|ねこ大好き|ラーメン|カタカナ|ひまわり|桜井あおい|眠い犬|ポテト侍|月見うどん`,
);
export const cyrillic = words(`Иван|Анастасия|Дмитрий|Олена|Сергей|Катя|Владимир|Мария|Тарас|Зоря`);
export const rightToLeft = words(`محمد|فاطمة|عبد الله|نور|يوسف|דוד|שרה|נועה|קפה שחור|مريم العربي`);
export const decorated = words(`
🔥 Blaze 🔥|✨luna✨|👨‍👩‍👧‍👦 family|🇰🇷 서울|💀|🐸🐸🐸|꧁Kai꧂|𝓕𝓪𝓷𝓬𝔂|ｗｉｄｅ|[AFK] 😴|♡ mimi ♡|🏳️‍🌈 Rain|☭ "quoted" \\o/
<b>bold</b>|Z̸a̴l̶g̵o̷
`);
/** The longest names that Discord allows: 32 characters. */
export const long = words(`
Sir Bartholomew of the Long Name|the_quick_brown_fox_jumps_over_1|가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라
WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW
`);
