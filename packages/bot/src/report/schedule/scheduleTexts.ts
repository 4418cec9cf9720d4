import { texts } from '../../localisation/index.js';

export const scheduleTexts = texts({
	weekly: { en: 'weekly', ko: '매주' },
	monthly: { en: 'monthly', ko: '매월' },
	failed: {
		en: 'The {interval} report for the role {role} in {guild} could not be sent: {reason} Please set a report channel in which I may write and attach files.',
		ko: '{guild} 서버의 {role} 역할 보고서({interval})를 보내지 못했습니다. {reason} 메시지와 파일을 보낼 수 있는 보고서 채널을 설정해 주세요.',
	},
	ended: {
		en: 'It failed {count} times in a row, so the schedule is removed.',
		ko: '{count}회 연속 실패하여 예약을 삭제했습니다.',
	},
	interrupted: {
		en: 'The {interval} report for the role {role} in {guild}, {first} to {last}, may not have arrived: I was stopped while I was sending it, and I do not send a report twice. If it is missing, make it with /report.',
		ko: '{guild} 서버의 {role} 역할 보고서({interval}, {first} ~ {last})가 도착하지 않았을 수 있습니다. 보내는 중에 봇이 종료되었으며, 같은 보고서를 두 번 보내지 않습니다. 없으면 /보고서로 만들어 주세요.',
	},
	noChannel: { en: 'There is no report channel.', ko: '보고서 채널이 없습니다.' },
	noAccess: {
		en: 'I cannot see the report channel, or I lack permission to write or attach files there.',
		ko: '보고서 채널을 볼 수 없거나 메시지 또는 파일을 보낼 권한이 없습니다.',
	},
	noRole: { en: 'The role was deleted.', ko: '역할이 삭제되었습니다.' },
	unconfirmed: {
		en: 'Discord did not confirm it, so it may still have arrived.',
		ko: 'Discord가 확인해 주지 않아, 도착했을 수도 있습니다.',
	},
	otherFailure: { en: 'Discord did not accept it.', ko: 'Discord가 받지 않았습니다.' },
});
