// A charging station on npm's ocpp-rpc, which checks every message of ours against the official schemas:
//   node client.js ws://HOST:PORT/ocpp IDENTITY SUBPROTOCOL [PASSWORD]
// boots, authorises, charges, tells its meter, waits for a charging profile, stops. Exit code 0 when all of it was right.
const { RPCClient, createValidator } = require('ocpp-rpc');

const [endpoint, identity, protocol, password] = process.argv.slice(2);
const now = () => new Date().toISOString();
const fail = (why) => { console.error(why); process.exit(1); };

/** The package's own table for 2.1 has other ids than its strict mode looks for. */
function validators() {
  if (protocol !== 'ocpp2.1') return undefined;
  const schemas = require('ocpp-rpc/lib/schemas/ocpp2_1.json').map((schema) => ({
    ...schema,
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
  }));
  return [createValidator(protocol, schemas)];
}

const client = new RPCClient({
  endpoint, identity, password, protocols: [protocol], strictMode: true, strictModeValidators: validators(), reconnect: false,
});
client.on('strictValidationFailure', (failure) => fail(`not valid by the official schema: ${JSON.stringify(failure.error)}`));
client.on('badMessage', (bad) => fail(`no message: ${JSON.stringify(bad)}`));

let profileArrived;
const profile = new Promise((resolve) => { profileArrived = resolve; });
client.handle(({ method, params }) => {
  console.log(`asked ${method}`);
  if (method === 'GetConfiguration') {
    return { configurationKey: [{ key: 'ChargingScheduleAllowedChargingRateUnit', readonly: true, value: 'Power' }] };
  }
  if (method === 'GetVariables') {
    const unknown = ({ component, variable }) => ({ attributeStatus: 'UnknownComponent', component, variable });
    return { getVariableResult: params.getVariableData.map(unknown) };
  }
  if (method === 'SetVariables') {
    const accepted = ({ component, variable }) => ({ attributeStatus: 'Accepted', component, variable });
    return { setVariableResult: params.setVariableData.map(accepted) };
  }
  if (method !== 'SetChargingProfile') return { status: 'Rejected' };
  const set = params.csChargingProfiles || params.chargingProfile;
  if (set.chargingProfilePurpose === 'TxProfile') profileArrived(set);
  return { status: 'Accepted' };
});

async function call(action, payload) {
  const answer = await client.call(action, payload);
  console.log(`${action} ${JSON.stringify(answer)}`);
  return answer;
}

function expect(what, is) {
  if (!is) fail(`it is not so that ${what}`);
}

async function story16() {
  const boot = await call('BootNotification', { chargePointVendor: 'npm', chargePointModel: 'ocpp-rpc' });
  expect('the station is accepted', boot.status === 'Accepted');
  await call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing' });
  const authorised = await call('Authorize', { idTag: 'BUS1' });
  expect('the tag is accepted', authorised.idTagInfo.status === 'Accepted');
  const start = await call('StartTransaction', { connectorId: 1, idTag: 'BUS1', meterStart: 1000, timestamp: now() });
  await call('MeterValues', {
    connectorId: 1, transactionId: start.transactionId,
    meterValue: [{ timestamp: now(), sampledValue: [{ value: '1500', measurand: 'Energy.Active.Import.Register', unit: 'Wh' }] }],
  });
  const set = await profile;
  expect('the profile is for the transaction', set.transactionId === start.transactionId);
  await call('Heartbeat', {});
  await call('StopTransaction', { transactionId: start.transactionId, idTag: 'BUS1', meterStop: 2000, timestamp: now(), reason: 'Local' });
}

async function story2() {
  const boot = await call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'npm', model: 'ocpp-rpc' } });
  expect('the station is accepted', boot.status === 'Accepted');
  await call('StatusNotification', { timestamp: now(), connectorStatus: 'Occupied', evseId: 1, connectorId: 1 });
  const idToken = { idToken: 'BUS1', type: 'ISO14443' };
  const authorised = await call('Authorize', { idToken });
  expect('the token is accepted', authorised.idTokenInfo.status === 'Accepted');
  let seqNo = 0;
  const event = (eventType, triggerReason, wh, context, more) => call('TransactionEvent', {
    eventType, triggerReason, timestamp: now(), seqNo: seqNo++, evse: { id: 1, connectorId: 1 },
    transactionInfo: { transactionId: `npm-${identity}`, chargingState: 'Charging' },
    meterValue: [{ timestamp: now(), sampledValue: [{ value: wh, context }] }], ...more,
  });
  await event('Started', 'Authorized', 1000, 'Transaction.Begin', { idToken });
  await event('Updated', 'MeterValuePeriodic', 1500, 'Sample.Periodic');
  const set = await profile;
  expect('the profile is for the transaction', set.transactionId === `npm-${identity}`);
  await call('Heartbeat', {});
  await event('Ended', 'StopAuthorized', 2000, 'Transaction.End', { idToken });
}

(async () => {
  setTimeout(() => fail('it takes too long'), 30000).unref();
  await client.connect();
  await (protocol === 'ocpp1.6' ? story16() : story2());
  await client.close();
  console.log('done');
})().catch((error) => fail(error.stack));
