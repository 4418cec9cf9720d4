import type { Steps } from './Steps.js';

const NICKS = ['Ann', 'Böb', '', null];

/** Members who come, go and change. */
export const memberSteps: Steps = {
	join: ({ world, more }) => void world.join({ nick: NICKS[more % 4], pending: more % 2 === 0 }),
	joinAgain: ({ world, userId }) => void world.join({ user: { id: userId } }),
	comeBack: ({ world, props }) => {
		const id = props.gone.find((gone) => !world.has(gone));
		if (id !== undefined) world.join({ user: { id } });
	},
	/** A user of the other guild joins this one. */
	share: ({ bots, world, pick }) => {
		const other = bots.worlds.find(({ id }) => id !== world.id);
		const strangers = other?.ids(0, other.size).filter((id) => !world.has(id)) ?? [];
		const id = strangers[pick % strangers.length];
		if (id !== undefined) world.join({ user: { id } });
	},
	leave: ({ world, userId, props }) => {
		if (world.size < 8) return;
		world.leave(userId);
		props.gone.push(userId);
	},
	nick: ({ world, userId, more }) => void world.update(userId, { nick: NICKS[more % 4] }),
	picture: ({ world, userId, more }) => {
		const hash = more % 3 === 0 ? null : `a_${String(more).padStart(32, '0')}`;
		world.update(userId, { avatar: hash, banner: more % 2 === 0 ? hash : null });
	},
	timeOut: ({ world, userId, more }) => {
		const until = [null, '2001-01-01T00:00:00.000000+00:00', '2099-01-01T00:00:00.000000+00:00'][more % 3];
		world.update(userId, { communication_disabled_until: until });
	},
	boost: ({ world, userId, more }) => {
		world.update(userId, { premium_since: more % 2 === 0 ? null : '2024-01-01T00:00:00.000000+00:00' });
	},
	pass: ({ world, userId, more }) => void world.update(userId, { pending: more % 2 === 0, flags: more % 16 }),
	decorate: ({ world, userId, more }) => {
		const decoration = { asset: `a${more}`, sku_id: '1' };
		world.update(userId, { avatar_decoration_data: more % 2 === 0 ? null : decoration });
	},
	changeNothing: ({ world, userId }) => void world.update(userId, {}),
	changeItself: ({ bots, world, more }) => void world.update(bots.botId, { nick: NICKS[more % 4] }),
};
