using System.Text;
using Stagedoor.Server.SignIn.Credentials.Totp;

namespace Stagedoor.Server.Tests.SignIn.Credentials.Totp;

[Spec("RFC 6238", "B")]
public class A_code_of_an_app
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // The last six of the appendix's eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void is_the_one_of_the_appendix(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, TotpCode.At(Secret, TotpCode.StepAt(at)));
        Assert.Equal(TotpCode.StepAt(at), TotpCode.FindStep(Secret, code, at));
    }

    [Fact]
    public void counts_one_step_before_and_after_and_no_further()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        for (var steps = -3; steps <= 3; steps++)
        {
            var step = TotpCode.StepAt(now) + steps;
            Assert.Equal(Math.Abs(steps) <= 1 ? step : null, TotpCode.FindStep(Secret, TotpCode.At(Secret, step), now));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("２８７０８２")]
    [InlineData("28708\0")]
    public void is_six_digits_and_nothing_else(string code) => Assert.Null(TotpCode.FindStep(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact, Spec("RFC 4648", "6")]
    public void comes_of_a_secret_that_apps_can_read()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TotpSecret.Text(Secret));
        Assert.Equal("MZXW6YQ", TotpSecret.Text("foob"u8));
        Assert.Equal(
            "otpauth://totp/Stagedoor:ada%40northlight.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Stagedoor&algorithm=SHA1&digits=6&period=30", TotpSecret.Address("Stagedoor", "ada@northlight.example", Secret));
    }
}
