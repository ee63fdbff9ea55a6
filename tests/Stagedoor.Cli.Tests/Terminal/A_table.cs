using System.Text;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Tests.Terminal;

/// <summary>Stands in columns whatever script the names are written in; and sizes and times read as people say them.</summary>
public sealed class A_table
{
    [Fact]
    public void has_straight_columns_in_every_script()
    {
        using var written = new MemoryStream();
        using var shell = new Shell { Input = Stream.Null, Output = written, Error = Stream.Null, OutputIsTerminal = true, Environment = new Dictionary<string, string> { ["NO_COLOR"] = "1" } };
        var table = new Table("NAME", "ID");
        table.Add("九つの命", "1");
        table.Add("Zoë\u0301", "2");
        table.Add("🎬 take", "3");
        table.Write(new Output(shell, json: false), shell);
        Assert.Equal("NAME      ID\n九つの命  1\nZoë\u0301       2\n🎬 take   3\n", Encoding.UTF8.GetString(written.ToArray()));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(62_000_000, "62.0 MB")]
    [InlineData(999_999_999, "1.0 GB")]
    [InlineData(123_456_789_012, "123 GB")]
    public void says_sizes_as_people_do(double bytes, string said) => Assert.Equal(said, Size.Of(bytes));

    [Theory]
    [InlineData(0.44, "0.4 s")]
    [InlineData(75, "1:15")]
    [InlineData(3725, "1:02:05")]
    public void says_times_as_people_do(double seconds, string said) => Assert.Equal(said, Size.Of(TimeSpan.FromSeconds(seconds)));
}
