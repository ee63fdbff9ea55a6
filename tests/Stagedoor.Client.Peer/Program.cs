using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;
using Stagedoor.Client.Peer;

// Uploads a file, to be killed and started again.
if (args is ["upload", var issuer, var bot, var secret, var account, var place, var film, var state]) return await UploadingProcess.RunAsync(issuer, bot, secret, account, place, film, state);

// Another process with the same file store: renews as often as it is told, and says what it got; or stops for ever between a renewal and its saving.
if (args is not [var folder, var authority, var clientId, var times])
{
    Console.Error.WriteLine("usage: FOLDER AUTHORITY CLIENT_ID TIMES|hang");
    return 2;
}

ITokenStore store = new FileTokenStore(folder);
if (times == "hang") store = new HangingStore(store);
var native = new NativeAppAuthentication(new() { ClientId = clientId, Authority = authority, Store = store });
var token = await native.GetTokenAsync();
if (times == "hang") _ = native.RenewAsync(token).AsTask();
else
{
    for (var i = 0; i < int.Parse(times, System.Globalization.CultureInfo.InvariantCulture); i++)
    {
        // Each renewal by an object of its own, as if it were a process of its own.
        var one = new NativeAppAuthentication(new() { ClientId = clientId, Authority = authority, Store = store });
        token = await one.RenewAsync(await one.GetTokenAsync());
        Console.WriteLine(token.Reveal());
    }

    return 0;
}

await Task.Delay(Timeout.Infinite);
return 1;
