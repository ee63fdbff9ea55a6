using Stagedoor.Pages;

namespace Stagedoor.Server.Tests.Pages;

[Attack("A10")]
public class A_local_path
{
    [Theory]
    [InlineData("/")]
    [InlineData("/device?user_code=BCDF-GHJK")]
    [InlineData("/device?next=%2F%2Fevil.example")]
    public void is_taken_as_it_stands(string path) => Assert.Equal(path, LocalPath.Read(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("device")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%2f/evil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/x//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/javascript:alert(1)")]
    [InlineData("/caf\u00e9")]
    [InlineData("/a b")]
    [InlineData("/\u2044evil.example")]
    public void is_refused_when_a_browser_could_leave_by_it(string? path) => Assert.Null(LocalPath.Read(path));

    [Theory]
    [InlineData("0123@AdobeID", "/admin/people/0123@AdobeID")]
    [InlineData("..//evil.example", null)]
    [InlineData("/evil.example", null)]
    [InlineData("@evil.example\\", null)]
    public void has_an_id_for_a_segment_and_nothing_by_which_it_leaves(string value, string? path) => Assert.Equal(path, LocalPath.Read("/admin/people/" + LocalPath.Segment(value)));

    [Fact]
    public void is_short() => Assert.Null(LocalPath.Read("/" + new string('a', LocalPath.MaxLength)));
}
