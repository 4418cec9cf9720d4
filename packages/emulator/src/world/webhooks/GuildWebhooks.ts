import type { APIUser } from 'discord-api-types/v10';
import { hashText } from '../../random/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

/** A webhook that writes into a channel. */
export interface Webhook {
	readonly id: string;
	readonly channelId: string;
	readonly name: string;
	readonly avatar: string | null;
	readonly token: string;
	/** The application whose bot made it. */
	readonly applicationId: string | null;
	readonly user: APIUser | undefined;
}

/** A new webhook. */
export type NewWebhook = Pick<Webhook, 'channelId' | 'name'> &
	Partial<Pick<Webhook, 'avatar' | 'applicationId' | 'user'>>;

/** The part of a guild that webhooks need. */
interface WebhookSurroundings {
	nextId(): string;
	emit(event: GuildEvent): void;
}

/** The webhooks of a guild. */
export class GuildWebhooks {
	readonly #webhooks = new Map<string, Webhook>();

	constructor(private readonly around: WebhookSurroundings) {}

	/** The webhooks by id. */
	get all(): ReadonlyMap<string, Webhook> {
		return this.#webhooks;
	}

	create({ channelId, name, avatar = null, applicationId = null, user }: NewWebhook): Webhook {
		const id = this.around.nextId();
		const webhook = { id, channelId, name, avatar, token: createToken(id), applicationId, user };
		this.#webhooks.set(id, webhook);
		this.around.emit({ type: 'webhooksUpdate', channelId });
		return webhook;
	}

	update(id: string, patch: Partial<Pick<Webhook, 'name' | 'avatar' | 'channelId'>>): Webhook {
		const before = this.#webhooks.get(id);
		if (!before) throw new RangeError(`There is no webhook ${id}`);
		const webhook = { ...before, ...patch };
		this.#webhooks.set(id, webhook);
		for (const channelId of new Set([before.channelId, webhook.channelId]))
			this.around.emit({ type: 'webhooksUpdate', channelId });
		return webhook;
	}

	delete(id: string): void {
		const webhook = this.#webhooks.get(id);
		if (!webhook) return;
		this.#webhooks.delete(id);
		this.around.emit({ type: 'webhooksUpdate', channelId: webhook.channelId });
	}

	/** Keeps all webhooks. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#webhooks);
	}

	/** Forgets the webhooks of a channel that is gone. */
	forgetChannel(channelId: string): void {
		for (const webhook of [...this.#webhooks.values()])
			if (webhook.channelId === channelId) this.#webhooks.delete(webhook.id);
	}
}

/** It has the length of a real token, and no sign that a path would change. */
function createToken(id: string): string {
	const parts = Array.from({ length: 9 }, (_, n) => hashText(`${id} ${n}`).toString(16).padStart(8, '0'));
	return parts.join('').slice(0, 68);
}
