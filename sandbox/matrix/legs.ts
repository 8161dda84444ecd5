/**
 * What `TouchCache` sends to caches and resolvers, in the registry's form: it is the only function that does, and no AWS
 * call. Each look opens its connections anew, so all of it happens in every flow, in both Regions, before and after.
 */
export const legs = {
  'TouchCache@heir': {
    'dns:A heir': 'amr',
    'dns:CNAME heir': 'amr',
    'dns:TXT heir': 'amr',
    'redis:CONNECT heir': 'amr',
    'redis:CONNECT home': 'amr',
    'redis:DBSIZE heir': 'amr',
    'redis:DEL heir': 'amr',
    'redis:DEL home': 'amr',
    'redis:GET heir': 'amr',
    'redis:GET home': 'amr',
    'redis:INFO heir': 'amr',
    'redis:PING heir': 'amr',
    'redis:PING home': 'amr',
    'redis:SET heir': 'amr',
    'redis:SET home': 'amr',
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
