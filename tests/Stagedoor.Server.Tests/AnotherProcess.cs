namespace Stagedoor.Server.Tests;

/// <summary>A second process of the server on the same PostgreSQL, with the same key.</summary>
internal static class AnotherProcess
{
    /// <summary>No limits, so that what is measured is asked often.</summary>
    public static Dictionary<string, string> Unlimited => new() { ["Frameio:RateLimits"] = "false", ["Limits:ClientFailuresPerMinute"] = "100000", ["Limits:AddressFailuresPerMinute"] = "100000" };

    public static async Task WithAnotherAsync(this StagedoorApp app, Func<HttpClient, Task> work)
    {
        var data = Directory.CreateTempSubdirectory("stagedoor-second-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(data, "keys"));
            File.Copy(Path.Combine(app.Data, "keys", "master.key"), Path.Combine(data, "keys", "master.key"));
            string[] settings = [$"Issuer={app.Issuer}", "Storage:Provider=Postgres", $"Storage:ConnectionString={app.ConnectionString}", .. Unlimited.Select(setting => $"{setting.Key}={setting.Value}")];
            await using var second = await HostProcess.StartAsync(HostProcess.FreePort(), data, [.. settings.Select(setting => "--Stagedoor:" + setting)]);
            using var http = new HttpClient { BaseAddress = second.Address };
            await work(http);
            Assert.Equal(0, await second.StopAsync());
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
