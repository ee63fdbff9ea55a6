using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;
using Stagedoor.Client.Frameio;

// A bot without a person: gets a token as its service account user, and lists what it may see.
// Frameio__Authority switches between services: Stagedoor's address, or https://ims-na1.adobelogin.com for Adobe (not tried here).
string Setting(string name) => Environment.GetEnvironmentVariable("Frameio__" + name) ?? throw new InvalidOperationException($"Set Frameio__{name}.");

var bot = new ServerToServerAuthentication(new()
{
    Authority = Setting("Authority"),
    ClientId = Setting("ClientId"),
    ClientSecret = Setting("ClientSecret"),
    // Runs that follow each other share one token, as Adobe asks of its clients.
    Store = FileTokenStore.ForApplication("dailies-bot"),
});

try
{
    using var frameio = new FrameioClient(bot);
    Console.WriteLine($"I am {(await frameio.Users.GetMeAsync()).Name}.");
    await foreach (var account in frameio.Accounts.List())
    {
        Console.WriteLine($"Account {account.DisplayName}");
        await foreach (var workspace in frameio.Workspaces.List(account.Id)) Console.WriteLine($"  Workspace {workspace.Name}");
    }

    return 0;
}
catch (Exception problem) when (problem is AuthenticationException or FrameioException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
