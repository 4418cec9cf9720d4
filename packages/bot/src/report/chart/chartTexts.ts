import { texts } from '../../localisation/index.js';

export const chartTexts = texts({
	shares: { en: 'Holders of the role', ko: '역할 보유자' },
	hours: { en: 'Hours active', ko: '활동 시간' },
	holders: { en: 'holders', ko: '명' },
	lowerBound: {
		en: 'The list is not complete: all numbers are lower bounds',
		ko: '목록이 완전하지 않습니다. 모든 수는 최솟값입니다',
	},
});
