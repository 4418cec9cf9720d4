import { texts } from '../../localisation/index.js';

export const periodTexts = texts({
	wrongDate: {
		en: '`{value}` is not a date. Write YYMMDD or YYYY-MM-DD, such as 260131 or 2026-01-31.',
		ko: '`{value}`은(는) 날짜가 아닙니다. YYMMDD 또는 YYYY-MM-DD 형식으로 입력해 주세요. 예: 260131, 2026-01-31',
	},
	reversed: {
		en: 'The period ends ({end}) before it begins ({start}). Swap the two dates.',
		ko: '종료일({end})이 시작일({start})보다 앞섭니다. 두 날짜를 바꿔 주세요.',
	},
	future: {
		en: '{day} is in the future: today is {today} ({timeZone}). A report can go up to today.',
		ko: '{day}은(는) 미래입니다. 오늘은 {today}({timeZone})이며, 오늘까지만 조회할 수 있습니다.',
	},
	tooLong: {
		en: 'The period from {start} to {end} is longer than a year. The maximum is one year.',
		ko: '{start}부터 {end}까지는 1년을 넘습니다. 최대 1년까지 조회할 수 있습니다.',
	},
});
