using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary><c>docs/conformance.md</c> is made of the tests of this folder. With <c>STAGEDOOR_UPDATE_DOCS=1</c> it is written anew.</summary>
public class The_conformance_page
{
    // The suite's own lists, 2026-08: a module without a test is a failure here.
    private static readonly Dictionary<string, int> Modules = new() { ["oidcc-basic-certification-test-plan"] = 38, ["oidcc-config-certification-test-plan"] = 1, ["oidcc-rp-initiated-logout-certification-test-plan"] = 11 };

    private static readonly List<(PlanAttribute Plan, List<(ModuleAttribute Module, MethodInfo Test)> Modules)> Plans =
        [.. typeof(The_conformance_page).Assembly.GetTypes().Where(type => type.GetCustomAttribute<PlanAttribute>() is not null).OrderBy(type => Array.IndexOf([.. Modules.Keys], type.GetCustomAttribute<PlanAttribute>()!.Name))
            .Select(type => (type.GetCustomAttribute<PlanAttribute>()!, type.GetMethods().Where(method => method.GetCustomAttribute<ModuleAttribute>() is not null).Select(method => (method.GetCustomAttribute<ModuleAttribute>()!, method)).ToList()))];

    [Fact]
    public void has_a_test_for_every_module_of_every_plan() => Assert.Equal(Modules, Plans.ToDictionary(plan => plan.Plan.Name, plan => plan.Modules.Select(module => module.Module.Name).Distinct().Count()));

    [Fact]
    public void names_each_test_like_its_module() => Assert.Empty(
        from plan in Plans from module in plan.Modules where !module.Module.Name.Replace('-', '_').EndsWith(module.Test.Name, StringComparison.Ordinal) select module.Test.Name);

    [Fact]
    public void says_what_the_tests_say()
    {
        var path = Path.Combine(Root(), "docs", "conformance.md");
        var expected = Write();
        if (Environment.GetEnvironmentVariable("STAGEDOOR_UPDATE_DOCS") == "1") File.WriteAllText(path, expected);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, "docs/conformance.md is not what the tests say: run this test with STAGEDOOR_UPDATE_DOCS=1");
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Conformance

            Made from the tests in `tests/Stagedoor.Server.Tests/Conformance/`, which replay the OpenID Foundation's public certification plans module by module, each under
            the module's name, with every condition asserted over HTTP. This is a replay, not a certification: the suite itself was not run. A module that is not
            green fails the build, so what stands here passes. Basic runs with a credential whose `require_pkce` is false; Config runs on https.

            """);
        foreach (var (plan, modules) in Plans)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {plan.Title}\n\n`{plan.Name}`, {modules.Count} {(modules.Count == 1 ? "module" : "modules")}\n\n| module | result |\n|---|---|\n");
            foreach (var (module, _) in modules.OrderBy(module => module.Test.MetadataToken)) page.Append(CultureInfo.InvariantCulture, $"| `{plan.Prefix}{module.Name}` | {module.Outcome} |\n");
        }

        return page.ToString();
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
