import { texts } from '../localisation/index.js';

/** The names of the fields of an entry. */
export const fieldTexts = texts({
	kind: { en: 'kind', ko: '종류' },
	day: { en: 'day', ko: '날짜' },
	activeMs: { en: 'active', ko: '활동' },
	idleMs: { en: 'idle', ko: '유휴' },
	messages: { en: 'messages', ko: '메시지' },
	lastSeenAt: { en: 'last seen', ko: '마지막 활동' },
	from: { en: 'from', ko: '시작' },
	until: { en: 'until', ko: '종료' },
	counts: { en: 'counts', ko: '인정' },
	at: { en: 'at', ko: '시각' },
	count: { en: 'count', ko: '개수' },
	reason: { en: 'reason', ko: '사유' },
	setBy: { en: 'set by', ko: '설정한 사람' },
	setForAnother: { en: 'set for another', ko: '다른 사람을 위해 설정' },
	roleToBeTaken: { en: 'role to be taken', ko: '회수할 역할' },
});

export const kindTexts = texts({
	day: { en: 'day', ko: '일별 합계' },
	voice: { en: 'voice', ko: '음성' },
	message: { en: 'message', ko: '메시지' },
});

export const valueTexts = texts({
	yes: { en: 'yes', ko: '예' },
	no: { en: 'no', ko: '아니요' },
	hours: { en: '{hours} h {minutes} min', ko: '{hours}시간 {minutes}분' },
	minutes: { en: '{minutes} min {seconds} s', ko: '{minutes}분 {seconds}초' },
	seconds: { en: '{seconds} s', ko: '{seconds}초' },
});
