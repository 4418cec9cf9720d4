import { chdir, env } from 'node:process';

// npm runs a script in the root of the workspace, and a path that somebody types is relative to where they are.
if (env.INIT_CWD) chdir(env.INIT_CWD);
