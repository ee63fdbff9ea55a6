using System.Text.Json;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;

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
    using var frameio = bot.CreateHttpClient();
    using var me = await GetAsync("/v4/me");
    Console.WriteLine($"I am {me.RootElement.GetProperty("data").GetProperty("name").GetString()}.");
    using var accounts = await GetAsync("/v4/accounts");
    foreach (var account in accounts.RootElement.GetProperty("data").EnumerateArray())
    {
        Console.WriteLine($"Account {account.GetProperty("display_name").GetString()}");
        using var workspaces = await GetAsync($"/v4/accounts/{account.GetProperty("id").GetString()}/workspaces");
        foreach (var workspace in workspaces.RootElement.GetProperty("data").EnumerateArray()) Console.WriteLine($"  Workspace {workspace.GetProperty("name").GetString()}");
    }

    return 0;

    async Task<JsonDocument> GetAsync(string path) => JsonDocument.Parse(await frameio.GetStringAsync(new Uri(path, UriKind.Relative)));
}
catch (AuthenticationException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
