import { texts } from '../localisation/index.js';

export const standingTexts = texts({
	active: { en: 'Active', ko: '활동' },
	inactive: { en: 'Inactive', ko: '비활동' },
	afk: { en: 'AFK', ko: '잠수' },
	optedOut: { en: 'Opted out', ko: '기록 거부' },
	unobserved: { en: 'Not observed', ko: '관찰되지 않음' },
});
