import { texts } from '../../localisation/index.js';

export const standingTexts = texts({
	active: { en: 'Active', ko: '활동' },
	inactive: { en: 'Inactive', ko: '비활동' },
	afk: { en: 'AFK', ko: '잠수' },
	unjudged: { en: 'Not judged', ko: '판정 없음' },
	unknown: { en: 'Unknown', ko: '알 수 없음' },
});
