/** The page: who is signed in at the top, the editor below. Both languages, since whoever opens it may read either. */
export const explorerPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>牌坊 Paifang GraphQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explorer/assets/graphiql.css">
<link rel="stylesheet" href="/explorer/assets/explorer.css">
<script src="/explorer/assets/react.js" defer></script>
<script src="/explorer/assets/react-dom.js" defer></script>
<script src="/explorer/assets/graphiql.js" defer></script>
<script src="/explorer/assets/start.js" type="module"></script>
</head>
<body>
<header>
<strong>牌坊 <span lang="en">Paifang</span></strong>
<form id="sign-in" hidden>
<label>邮箱 <span lang="en">E-mail</span> <input name="email" type="email" autocomplete="username" required></label>
<label>密码 <span lang="en">Password</span> <input name="password" type="password" autocomplete="current-password" required></label>
<button>登录 <span lang="en">Sign in</span></button>
</form>
<form id="sign-out" hidden>
<span>已登录 <span lang="en">Signed in:</span> <output id="person"></output></span>
<button>退出 <span lang="en">Sign out</span></button>
</form>
<p id="fault" role="alert"></p>
</header>
<main id="explorer">正在载入… <span lang="en">Loading…</span></main>
<noscript>此页需要 JavaScript。 <span lang="en">This page needs JavaScript.</span></noscript>
</body>
</html>
`;

export const explorerStyle = `
body { margin: 0; height: 100vh; display: flex; flex-direction: column; font: 14px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.2rem; padding: .5rem 1rem;
  background: #f4f1ec; color: #2b2b2b; border-bottom: 1px solid #d8d2c8; }
header form { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; }
header form[hidden] { display: none; }
header input { font: inherit; padding: .15rem .4rem; width: 13rem; border: 1px solid #b8b0a4; border-radius: 3px; }
header button { font: inherit; padding: .15rem .8rem; border: 1px solid #8a2f26; border-radius: 3px;
  background: #8a2f26; color: #fff; cursor: pointer; }
header button:focus-visible, header input:focus-visible { outline: 2px solid #1f5fae; outline-offset: 1px; }
header span[lang=en] { opacity: .75; }
header p { margin: 0; color: #9c1c10; }
main { flex: 1; min-height: 0; }
`;
