// Runs in the browser. React, ReactDOM and GraphiQL are globals: their packages bring them in that form.
import { examples } from './examples.js';

const { React, ReactDOM, GraphiQL } = window;
const element = (id) => document.getElementById(id);

function subscriptionUrl() {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** better-auth answers JSON; on a refusal with a `message`. */
async function callAuth(path, body) {
  const answer = await fetch(`/auth/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    credentials: 'same-origin',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const content = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(content?.message ?? `HTTP ${answer.status}`);
  return content;
}

/** The socket is opened with the cookie of its day, so whoever signs in or out starts the page over. */
function onSubmit(form, path, bodyOf) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    element('fault').textContent = '';
    try {
      await callAuth(path, bodyOf(new FormData(form)));
      window.location.reload();
    } catch (error) {
      element('fault').textContent = error.message;
    }
  });
}

async function showWhoIsSignedIn() {
  const session = await callAuth('get-session').catch(() => null);
  const person = session?.user;
  element('sign-in').hidden = Boolean(person);
  element('sign-out').hidden = !person;
  element('person').textContent = person ? `${person.name} <${person.email}>` : '';
}

onSubmit(element('sign-in'), 'sign-in/email', (form) => ({
  email: form.get('email'),
  password: form.get('password'),
}));
onSubmit(element('sign-out'), 'sign-out', () => ({}));
showWhoIsSignedIn();

ReactDOM.createRoot(element('explorer')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql', subscriptionUrl: subscriptionUrl() }),
    defaultTabs: examples,
    defaultEditorToolsVisibility: true,
    isHeadersEditorEnabled: false,
    shouldPersistHeaders: false,
  }),
);
