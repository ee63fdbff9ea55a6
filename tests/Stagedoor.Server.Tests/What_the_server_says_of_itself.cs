namespace Stagedoor.Server.Tests;

[Spec("RFC 8414", "2")]
public class What_the_server_says_of_itself
{
    [Fact]
    public void names_the_configured_issuer_in_both_dialects()
    {
        var metadata = StagedoorServer.Describe("https://id.example");
        Assert.Equal("https://id.example", metadata.Ims["issuer"]);
        Assert.Equal("https://id.example", metadata.Standard["issuer"]);
    }
}
