import { ApiError, type FieldError } from './ApiError.js';

/** Every refusal of the emulator, with the status, code and words of Discord's reference. */
export const apiErrors = {
	badRequest: () => new ApiError(400, 0, '400: Bad Request'),
	unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
	forbidden: (why: string) => new ApiError(403, 0, `403: Forbidden (emulator: ${why})`),
	notFound: () => new ApiError(404, 0, '404: Not Found'),
	methodNotAllowed: () => new ApiError(405, 0, '405: Method Not Allowed'),
	/** Discord has the operation, the emulator does not. */
	notImplemented: (operation: string) =>
		new ApiError(
			501,
			0,
			`501: Not Implemented (emulator: it does not have the operation ${operation})`,
			[],
			`Not Implemented: ${operation}`,
		),
	tooLarge: () => new ApiError(413, 40005, 'Request entity too large'),
	unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
	unknownGuild: () => new ApiError(404, 10004, 'Unknown Guild'),
	unknownMember: () => new ApiError(404, 10007, 'Unknown Member'),
	unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
	unknownOverwrite: () => new ApiError(404, 10009, 'Unknown Overwrite'),
	unknownRole: () => new ApiError(404, 10011, 'Unknown Role'),
	unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
	unknownEmoji: () => new ApiError(404, 10014, 'Unknown Emoji'),
	unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
	unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
	unknownCommand: () => new ApiError(404, 10063, 'Unknown application command'),
	notYourApplication: () =>
		new ApiError(403, 20012, 'You are not authorized to perform this action on this application'),
	notInVoice: () => new ApiError(400, 40032, 'Target user is not connected to voice.'),
	alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
	missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
	maxCommands: (max: number) => new ApiError(400, 30032, `Maximum number of application commands reached (${max}).`),
	notYourMessage: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
	emptyMessage: () => new ApiError(400, 50006, 'Cannot send an empty message'),
	cannotMessageUser: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
	wrongChannelType: () => new ApiError(400, 50024, 'Cannot execute action on this channel type'),
	missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
	invalidWebhookToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
	invalidForm: (...fields: FieldError[]) => new ApiError(400, 50035, 'Invalid Form Body', fields),
	invalidRecipient: () => new ApiError(400, 50033, 'Invalid Recipient(s)'),
	invalidVersion: () => new ApiError(400, 50041, 'Invalid API version provided'),
	noMutualGuild: () => new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
	invalidJson: () => new ApiError(400, 50109, 'The request body contains invalid JSON.'),
} as const;
