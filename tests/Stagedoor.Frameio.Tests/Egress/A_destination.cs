using Stagedoor.Egress;

namespace Stagedoor.Frameio.Tests.Egress;

/// <summary>What an address given by somebody else may be, by its text alone (attack H1).</summary>
public class A_destination
{
    private static readonly EgressPolicy Strict = new(AllowLoopback: false), Developing = new(AllowLoopback: true);

    [Theory]
    [InlineData("https://hooks.example.com")]
    [InlineData("https://hooks.example.com/a/b?c=d%20e")]
    [InlineData("https://hooks.example.com:8443/x")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://1.1.1.1/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://8.8.8.8.example.com/")]
    [InlineData("HTTPS://Hooks.Example.com/")]
    public void may_be_any_public_https_server(string url) => Assert.NotNull(Destination.Read(url, Strict).Uri);

    [Theory, Attack("H1")]
    // Ourselves and our neighbours.
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST/")]
    [InlineData("https://localhost./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.255.255.254/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://192.0.0.8/")]
    [InlineData("https://192.0.2.1/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://198.51.100.1/")]
    [InlineData("https://203.0.113.1/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://240.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fc00::1]/")]
    [InlineData("https://[fd12:3456::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001:0:7f00:1::]/")]
    [InlineData("https://[2001:db8::1]/")]
    // The same, spelled so that only a parser understands.
    [InlineData("https://2130706433/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://1.1.1.01/")]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://ⓛocalhost/")]
    // Parts that hide the host.
    [InlineData("https://hooks.example.com@127.0.0.1/")]
    [InlineData("https://user:secret@hooks.example.com/")]
    [InlineData("https://@hooks.example.com/")]
    [InlineData("https://hooks.example.com\\@evil.example/")]
    [InlineData("https:\\\\hooks.example.com/")]
    [InlineData("https://hooks.example.com/#@evil.example")]
    [InlineData("https://hooks.example.com./")]
    [InlineData("https://hooks..example.com/")]
    [InlineData("https://hooks.example.com/ x")]
    [InlineData("https://hooks.example.com/\r\nX-Injected: 1")]
    [InlineData(" https://hooks.example.com/")]
    [InlineData("https://")]
    [InlineData("https:///evil.example/")]
    [InlineData("https:hooks.example.com")]
    [InlineData("//hooks.example.com/")]
    [InlineData("hooks.example.com")]
    [InlineData("")]
    // Other schemes, and other services.
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://hooks.example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/plain,x")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://hooks.example.com:80/")]
    [InlineData("https://hooks.example.com:5432/")]
    [InlineData("https://hooks.example.com:6379/")]
    [InlineData("https://hooks.example.com:0/")]
    [InlineData("https://hooks.example.com:65536/")]
    public void is_none_of_ours_and_nothing_that_hides(string url)
    {
        var (uri, problem) = Destination.Read(url, Strict);
        Assert.True(uri is null, $"{url} was taken for {uri}");
        Assert.NotNull(problem);
    }

    [Fact]
    public void is_not_endless() => Assert.Null(Destination.Read("https://hooks.example.com/" + new string('a', 2048), Strict).Uri);

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("http://[::1]:5000/", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://hooks.example.com/", false)]
    [InlineData("https://10.0.0.1/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("http://127.0.0.1:22/", false)]
    [InlineData("http://2130706433:5000/", false)]
    public void is_this_machine_only_while_developing(string url, bool taken) => Assert.Equal(taken, Destination.Read(url, Developing).Uri is not null);
}
