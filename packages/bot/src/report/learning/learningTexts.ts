import { texts } from '../../localisation/index.js';

export const learningTexts = texts({
	none: {
		en: 'No member of this server could be fetched, so there is no report. {reason}',
		ko: '서버의 멤버를 한 명도 불러오지 못해 보고서를 만들 수 없습니다. {reason}',
	},
	noRole: {
		en: 'This server no longer has the role, so there is no report.',
		ko: '서버에 그 역할이 더 이상 없어 보고서를 만들 수 없습니다.',
	},
	silent: {
		en: 'Discord did not send all members within two minutes, so there is no report. Please try again.',
		ko: 'Discord가 2분 안에 멤버 목록을 모두 보내지 않아 보고서를 만들 수 없습니다. 다시 시도해 주세요.',
	},
	refused: {
		en: {
			one: 'Discord limits how often it sends all members of a server. Please try again in {count} second.',
			other: 'Discord limits how often it sends all members of a server. Please try again in {count} seconds.',
		},
		ko: 'Discord의 멤버 목록 요청 제한에 걸렸습니다. {count}초 후에 다시 시도해 주세요.',
	},
});
