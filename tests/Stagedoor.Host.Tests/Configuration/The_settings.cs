namespace Stagedoor.Host.Tests.Configuration;

/// <summary>What the settings refuse, each with one sentence and before anything is done (design §11).</summary>
public sealed class The_settings : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("--Stagedoor:Frameio:RateLimit=false", "There is no setting Stagedoor:Frameio:RateLimit; did you mean Stagedoor:Frameio:RateLimits?")]
    [InlineData("--Stagedoor:NothingLikeIt=1", "There is no setting Stagedoor:NothingLikeIt: docs/configuration.md lists them all.")]
    [InlineData("--Stagedoor:SessionHours=0", "Stagedoor:SessionHours is 0: it must be from 1 to 8760.")]
    [InlineData("--Stagedoor:SessionHours=many", "The settings cannot be read: Failed to convert configuration value 'many' at 'Stagedoor:SessionHours' to type 'System.Int32'.")]
    [InlineData("--Stagedoor:Storage:Provider=Postgres", "PostgreSQL needs Stagedoor:Storage:ConnectionString.")]
    [InlineData("--Stagedoor:ForwardedHeaders:KnownProxies:0=proxy.example", "Stagedoor:ForwardedHeaders:KnownProxies holds \"proxy.example\", which is neither an address nor a network.")]
    [InlineData("--Stagedoor:Issuer=http://127.0.0.1:1/", "Stagedoor:Issuer is \"http://127.0.0.1:1/\": write it as http://127.0.0.1:1, in lower case, without a path and without a slash at its end.")]
    [InlineData("--Stagedoor:Issuer=https://id.example/a", "Stagedoor:Issuer is \"https://id.example/a\": write it as https://id.example, in lower case, without a path and without a slash at its end.")]
    [InlineData("--Stagedoor:Issuer=https://ID.example", "Stagedoor:Issuer is \"https://ID.example\": write it as https://id.example, in lower case, without a path and without a slash at its end.")]
    [InlineData("--Stagedoor:Issuer=http://id.example", "Stagedoor:Issuer is http and not this machine: it must be https.")]
    [InlineData("--Stagedoor:Issuer=id.example", "Stagedoor:Issuer is \"id.example\": write an http or https address.")]
    public void that_are_wrong_refuse_the_start(string argument, string sentence)
    {
        Assert.Equal(sentence, Refused.ByBuilding("--urls=http://127.0.0.1:0", $"--data={folder["d"]}", argument));
        Assert.False(Directory.Exists(folder["d"]));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://name.example:1")]
    [InlineData("http://127.0.0.1:1/path")]
    public void refuse_what_is_no_address(string url) => Assert.StartsWith($"\"{url}\" is no address to listen on", Refused.ByBuilding($"--urls={url}", $"--data={folder["d"]}"), StringComparison.Ordinal);

    [Fact]
    public void demand_an_https_issuer_where_other_machines_can_reach_the_service()
    {
        Assert.EndsWith("set Stagedoor:Issuer to the https address that people and applications use.", Refused.ByBuilding("--urls=http://0.0.0.0:0", $"--data={folder["d"]}"), StringComparison.Ordinal);
        Assert.EndsWith("Stagedoor:Issuer must be https.", Refused.ByBuilding("--urls=http://*:0", $"--data={folder["d"]}", "--Stagedoor:Issuer=http://127.0.0.1:5180"), StringComparison.Ordinal);
    }

    [Fact]
    public void demand_a_certificate_for_https() => Assert.Equal("An https address needs a certificate: set Stagedoor:Https:Certificate.", Refused.ByBuilding("--urls=https://127.0.0.1:0", $"--data={folder["d"]}"));

    [Fact]
    public void refuse_a_certificate_that_cannot_be_used() =>
        Assert.StartsWith("The certificate ", Refused.ByBuilding("--urls=https://127.0.0.1:0", $"--data={folder["d"]}", $"--Stagedoor:Https:Certificate={folder.Write("bad.pem", "no")}"), StringComparison.Ordinal);

    [Fact]
    public void refuse_a_port_in_use_and_leave_nothing_behind()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        Assert.Equal($"Something else listens on {url} already: stop it, or choose another port with --urls.", Refused.ByBuilding($"--urls={url}", $"--data={folder["d"]}"));
        listener.Stop();
        Assert.False(Directory.Exists(folder["d"]));
    }

    [Fact]
    public async Task refuse_a_folder_that_cannot_be_written() =>
        Assert.StartsWith($"The data folder {folder.Write("file", "")}", await Refused.ByStartingAsync("--urls=http://127.0.0.1:0", $"--data={folder["file"]}/inside"), StringComparison.Ordinal);

    [Fact]
    public async Task can_all_be_given_in_the_environment()
    {
        var (code, _, error) = await HostProcess.RunAsync(["--urls", "http://127.0.0.1:0", "--data", folder["d"]], new Dictionary<string, string> { ["STAGEDOOR__SESSIONHOURS"] = "0" });
        Assert.Equal((1, "Stagedoor:SessionHours is 0: it must be from 1 to 8760."), (code, error));
        (code, _, error) = await HostProcess.RunAsync(["--urls", "http://127.0.0.1:0", "--data", folder["d"]], new Dictionary<string, string> { ["STAGEDOOR__SESIONHOURS"] = "1" });
        Assert.Equal((1, "There is no setting Stagedoor:SESIONHOURS; did you mean Stagedoor:SessionHours?"), (code, error));
    }

    [Fact]
    public async Task are_not_mistaken_for_words()
    {
        var (code, _, error) = await HostProcess.RunAsync(["--nonsense"]);
        Assert.Equal((1, "Unrecognized command or argument '--nonsense'. See --help."), (code, error));
    }

    public void Dispose() => folder.Dispose();
}
