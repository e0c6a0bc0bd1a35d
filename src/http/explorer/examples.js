/** What the explorer opens with, one tab each. GraphiQL names a tab after its operation. */
export const examples = [
  {
    query: `# 我是谁，我的程序在各宿主上进展如何
# Who am I, and how do my programs stand at each host?
query Programs {
  viewer {
    kind
    role
  }
  programs(first: 10) {
    nodes {
      id
      name
      distributions {
        host {
          id
          name(locale: zh_CN)
        }
        headline
        waitingOn {
          party
          since
        }
        visibility
      }
      cursor
    }
  }
}
`,
  },
  {
    query: `# 实时：每一步审核都会立即出现。after 填上一个 cursor，可补齐离线期间的事件
# Live: every step of every review, as it happens. Put the last cursor into after to get what you missed
subscription ReviewStatus {
  reviewStatus {
    cursor
    at
    type
    platform
    hosts {
      id
    }
    version {
      number
    }
    words
    visibility {
      from
      to
    }
  }
}
`,
  },
  {
    query: `# 发布小程序要遵守什么：协议、文件、条款
# What binds a developer: agreements, documents, clauses
query Agreements {
  agreements {
    platform
    title(locale: zh_CN)
    documents {
      id
      version
      title(locale: zh_CN)
      url
    }
    clauses(kind: GATE) {
      id
      title(locale: en)
      summary(locale: en)
      rules {
        id
      }
    }
  }
}
`,
  },
  {
    query: `# 百度的宿主，以及谁说了算
# Baidu's hosts, and who has the last word there
query Hosts {
  hosts(platform: BAIDU) {
    id
    name(locale: zh_CN)
    form
    kind
    confirmation
  }
}
`,
  },
  {
    query: `# 公布的类目，以及各自要哪些资质
# The published categories, and the papers that each asks for
query Categories {
  categories(platform: WECHAT, subject: ORGANISATION, search: "餐饮", first: 20) {
    nodes {
      path
      paperSets
      needsHuman
      source
      asOf
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    query: `# 账号里发生过的一切，按顺序
# Everything that happened in the account, in order
query Events {
  events(first: 50) {
    nodes {
      cursor
      at
      type
      actor
      source
      payload
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
];
