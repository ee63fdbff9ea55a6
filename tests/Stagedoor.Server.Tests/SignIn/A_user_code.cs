using Stagedoor.Server.SignIn.Device;

namespace Stagedoor.Server.Tests.SignIn;

[Spec("RFC 8628", "6.1")]
public class A_user_code
{
    [Theory]
    [InlineData("BCDF-GHJK", "BCDFGHJK")]
    [InlineData(" bcdf ghjk ", "BCDFGHJK")]
    [InlineData("b-c-d-f-g-h-j-k", "BCDFGHJK")]
    [InlineData("BCDF–GHJK", "BCDFGHJK")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("BCDF_GHJK", "")]
    [InlineData("ＢＣＤＦＧＨＪＫ", "")]
    [InlineData("BCDFGHJKBCDFGHJKBCDFGHJKBCDFGHJKX", "")]
    public void is_read_however_it_was_typed(string? typed, string plain) => Assert.Equal(plain, UserCode.Plain(typed));
}
