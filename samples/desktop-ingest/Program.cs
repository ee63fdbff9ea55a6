using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;

// A program on a person's own machine: signs them in once, keeps the tokens encrypted, and says who they are.
// Frameio__Authority switches between services: Stagedoor's address, or https://ims-na1.adobelogin.com for Adobe (not tried here; Adobe's Native Apps have an adobe+… address: --paste).
const string Scheme = "northlight.ingest";
string Setting(string name, string? otherwise = null) => Environment.GetEnvironmentVariable("Frameio__" + name) ?? otherwise ?? throw new InvalidOperationException($"Set Frameio__{name}.");

// Started by the system because a browser came to our scheme: hand the address over to the program that waits for it.
if (args is [var address] && address.StartsWith(Scheme + ":", StringComparison.Ordinal)) return await PrivateScheme.HandOverAsync(Scheme, address);
if (args is ["--register"]) return PrivateScheme.Register(Scheme);

var ingest = new NativeAppAuthentication(new()
{
    Authority = Setting("Authority"),
    ClientId = Setting("ClientId"),
    RedirectUri = args is ["--scheme"] ? Scheme + ":/callback" : Setting("RedirectUri", "http://127.0.0.1/callback"),
    Store = FileTokenStore.ForApplication("desktop-ingest"),
});

try
{
    if (args is ["--sign-out"])
    {
        await ingest.SignOutAsync();
        Console.WriteLine("Signed out.");
        return 0;
    }

    if (await ingest.ExportAsync() is null)
    {
        switch (args)
        {
            case ["--paste"]:
                await ingest.SignInByPastingAsync(Console.Out, Console.In);
                break;
            case ["--device"]:
                var device = await ingest.BeginDeviceSignInAsync();
                Console.WriteLine($"Type {device.UserCode} at {device.VerificationUri}, or open {device.VerificationUriComplete}");
                await ingest.CompleteDeviceSignInAsync(device);
                break;
            case ["--scheme"]:
                var pending = await ingest.BeginSignInAsync();
                Console.WriteLine($"Open {pending.Address}");
                await ingest.CompleteSignInAsync(pending, await PrivateScheme.WaitAsync(Scheme));
                break;
            default:
                Console.WriteLine("Sign in in the browser that opens.");
                await ingest.SignInWithBrowserAsync();
                break;
        }
    }

    using var frameio = ingest.CreateHttpClient();
    await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative));
    Console.WriteLine($"You are {(await ingest.GetUserInfoAsync()).Name}.");
    return 0;
}
catch (AuthenticationException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
