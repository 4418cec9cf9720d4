import { createHash } from 'node:crypto';

export const LOGIN_PATH = '/login';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{display:grid;place-content:center;min-height:100vh;margin:0;padding:1rem;background:light-dark(#f4f5f7,#16181d);color:light-dark(#1c2026,#e8eaee)}
form{display:grid;gap:.75rem;width:min(22rem,90vw)}h1{font-size:1.25rem;margin:0}p{margin:0;color:light-dark(#a3202f,#ff8a94)}
input,button{font:inherit;padding:.6rem .75rem;border-radius:.5rem;border:1px solid light-dark(#8b93a1,#5b6472);background:light-dark(#fff,#1f232a);color:inherit}
button{background:light-dark(#1d5fd1,#6ea8fe);border-color:transparent;color:light-dark(#fff,#0d1117);font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid light-dark(#1d5fd1,#6ea8fe);outline-offset:2px}`;

/** The only style of this server that is not in a file, since nothing is served before the login. */
export const LOGIN_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** A form that asks for the token. It works without a script. */
export function loginPage(problem?: string): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rollcall: log in</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head>
<body><form method="post" action="${LOGIN_PATH}"><h1>Rollcall status</h1>${problem === undefined ? '' : `<p role="alert">${problem}</p>`}
<label for="token">The DASHBOARD_TOKEN of this bot</label>
<input name="user" value="rollcall" autocomplete="username" hidden readonly>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password"><button>Log in</button></form></body></html>`;
}
