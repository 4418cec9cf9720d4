import type { ErrorCode, ErrorInfo } from 'rollcall';
import type { Phrase } from './texts.js';

/** The English messages of the service, without their figures, for readers of Korean. */
const KOREAN: Readonly<Record<ErrorCode, string>> = {
	ABORTED: '요청이 중단되었습니다.',
	CLOSED: '멤버 서비스가 종료되었습니다. 봇이 다시 시작되면 시도해 주세요.',
	INVALID_ARGUMENT: '요청 값이 올바르지 않습니다. 봇 운영자에게 알려 주세요.',
	INVALID_CONFIG: '봇 설정이 올바르지 않습니다. 봇 운영자에게 알려 주세요.',
	UNKNOWN_ROLE: '서버에 그런 역할이 없습니다. 삭제되었을 수 있습니다.',
	AMBIGUOUS_ROLE: '이름이 같은 역할이 여러 개 있습니다. 역할을 직접 선택해 주세요.',
	UNREADABLE_MEMBER: '멤버 한 명의 정보를 읽을 수 없습니다. 봇 운영자에게 알려 주세요.',
	MISSING_INTENT: '봇이 서버 멤버 인텐트를 요청하지 않습니다. 봇 운영자에게 알려 주세요.',
	INTENT_NOT_GRANTED: '봇에 서버 멤버 인텐트가 허용되지 않았습니다. 봇 운영자에게 알려 주세요.',
	MISSING_ACCESS: '봇이 이 서버의 멤버를 볼 수 없습니다.',
	UNKNOWN_GUILD: 'Discord가 이 서버를 알지 못하거나 봇이 서버에 없습니다.',
	INVALID_TOKEN: '봇이 Discord에 로그인되어 있지 않습니다. 봇 운영자에게 알려 주세요.',
	CLIENT_DESTROYED: '봇이 Discord와의 연결을 끊었습니다. 봇이 다시 시작되면 시도해 주세요.',
	NOT_CONNECTED: '이 서버를 맡은 연결이 아직 준비되지 않았습니다. 잠시 후 다시 시도해 주세요.',
	NO_OWNER: '이 서버를 맡은 프로세스가 없습니다. 봇 운영자에게 알려 주세요.',
	OWNER_AWAY: '이 서버를 맡은 프로세스가 아직 준비되지 않았습니다. 잠시 후 다시 시도해 주세요.',
	OWNER_LOST: '이 서버를 맡은 프로세스가 응답 전에 종료되었습니다. 다시 시도해 주세요.',
	LINK_LOST: '다른 프로세스가 응답하지 않았습니다. 잠시 후 다시 시도해 주세요.',
	LINK_FULL: '프로세스 사이의 요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
	LINK_VERSION: '프로세스들의 버전이 서로 다릅니다. 봇 운영자에게 알려 주세요.',
	DEADLINE: '제한 시간 안에 목록을 모두 받지 못했습니다. 다시 시도해 주세요.',
	RATE_LIMITED: 'Discord의 요청 제한에 걸렸습니다. 30초쯤 뒤에 다시 시도해 주세요.',
	GATEWAY_SILENT: 'Discord 게이트웨이가 응답하지 않았습니다. 다시 시도해 주세요.',
	SESSION_LOST: 'Discord와의 연결이 끊겨 목록을 확인할 수 없습니다. 잠시 후 다시 시도해 주세요.',
	INCOMPLETE: '목록의 일부가 도착하지 않았거나 확인되지 않았습니다. 다시 시도해 주세요.',
	REST_UNAVAILABLE: 'Discord API가 응답하지 않았습니다. 잠시 후 다시 시도해 주세요.',
	REJECTED: 'Discord가 요청을 거부했습니다. 봇 운영자에게 알려 주세요.',
};

/** For a list that was complete once, and for one that lacks a single member. */
const UNPROVEN = '목록이 지금도 완전한지 확인할 수 없습니다. 잠시 후 다시 시도해 주세요.';

/** Why an answer of the member service is not complete, in words for the user. */
export function whyNotComplete(answer: {
	readonly metadata: { readonly reason?: string };
	readonly error?: Pick<ErrorInfo, 'code' | 'message'>;
}): Phrase {
	const { metadata, error } = answer;
	const en = metadata.reason ?? error?.message ?? '';
	if (error) return { en, ko: KOREAN[error.code] };
	return { en, ko: en === '' ? '' : UNPROVEN };
}
