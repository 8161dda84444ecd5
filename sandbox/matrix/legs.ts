/**
 * What `TouchCache` sends to caches and resolvers, in the registry's form: it is the only function that does, and no AWS
 * call. A flow counts where it is sent after the trouble began: from a lost primary, once that is back; to it, never more.
 */
export const legs = {
  'TouchCache@heir': {
    'dns:A heir': 'amr',
    'dns:CNAME heir': 'amr',
    'dns:TXT heir': 'amr',
    'redis:CONNECT heir': 'amr',
    'redis:CONNECT home': 'r',
    'redis:DBSIZE heir': 'amr',
    'redis:DEL heir': 'amr',
    'redis:DEL home': 'r',
    'redis:GET heir': 'amr',
    'redis:GET home': 'r',
    'redis:INFO heir': 'amr',
    'redis:PING heir': 'amr',
    'redis:PING home': 'r',
    'redis:SET heir': 'amr',
    'redis:SET home': 'r',
  },
  'TouchCache@home': {
    'dns:A home': 'amr',
    'dns:CNAME home': 'amr',
    'dns:TXT home': 'amr',
    'redis:CONNECT heir': 'amr',
    'redis:CONNECT home': 'amr',
    'redis:DBSIZE home': 'amr',
    'redis:DEL heir': 'amr',
    'redis:DEL home': 'amr',
    'redis:GET heir': 'amr',
    'redis:GET home': 'amr',
    'redis:INFO home': 'amr',
    'redis:PING heir': 'amr',
    'redis:PING home': 'amr',
    'redis:SET heir': 'amr',
    'redis:SET home': 'amr',
  },
} as const;
