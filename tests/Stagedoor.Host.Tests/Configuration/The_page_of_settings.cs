using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Stagedoor.Host.Configuration;

namespace Stagedoor.Host.Tests.Configuration;

/// <summary><c>docs/configuration.md</c> is made of the options themselves. Written anew with <c>STAGEDOOR_WRITE_DOCS=1</c>.</summary>
public class The_page_of_settings
{
    private const string Beginning = """
        # Configuration

        Made of the options by a test; do not edit it by hand.

        A setting is read from `appsettings.json` in the working folder, then from the environment, then from the command line; the last one wins. They all stand in the
        section `Stagedoor`: `{"Stagedoor":{"SessionHours":12}}`, `STAGEDOOR__SESSIONHOURS=12`, `--Stagedoor:SessionHours=12`. Lists are numbered:
        `--Stagedoor:ForwardedHeaders:KnownProxies:0=10.0.0.1`. A key that nobody reads refuses the start. `Logging:LogLevel:…` is the framework's.

        | setting | default | what it does |
        |---|---|---|

        """;

    [Fact]
    public void says_what_the_options_say()
    {
        var text = new StringBuilder(Beginning);
        foreach (var known in KnownSettings.All.OrderBy(known => known.Path.Contains(':', StringComparison.Ordinal)).ThenBy(known => known.Path, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{known.Path}` | {Default(known)} | {Summary(known.Property)} |\n");
        }

        var file = Path.Combine(Root(), "docs", "configuration.md");
        if (Environment.GetEnvironmentVariable("STAGEDOOR_WRITE_DOCS") is "1") File.WriteAllText(file, text.ToString());
        Assert.Equal(text.ToString(), File.ReadAllText(file));
    }

    private static string Default(KnownSettings.Known known) => known.Default switch
    {
        null or "" or string[] { Length: 0 } => known.Path == "Issuer" ? "the first of `Urls`" : "none",
        bool truth => truth ? "`true`" : "`false`",
        var value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    // The compiler's own documentation file lies beside the assembly.
    private static string Summary(PropertyInfo property)
    {
        var file = Path.ChangeExtension(property.DeclaringType!.Assembly.Location, ".xml");
        var summary = XDocument.Load(file).Descendants("member").FirstOrDefault(member => member.Attribute("name")?.Value == $"P:{property.DeclaringType.FullName}.{property.Name}")?.Element("summary");
        Assert.True(summary is not null, $"{property.DeclaringType.Name}.{property.Name} has no summary: the page of settings needs one.");
        var text = string.Concat(summary.Nodes().Select(node => node switch { XElement { Name.LocalName: "c" } code => $"`{code.Value}`", XElement other => other.Attribute("cref")?.Value.Split('.')[^1], _ => node.ToString() }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("&lt;", "<", StringComparison.Ordinal);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
