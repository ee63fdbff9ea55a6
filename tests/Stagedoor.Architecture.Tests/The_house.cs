using Mono.Cecil;

namespace Stagedoor.Architecture.Tests;

/// <summary>The arrows between assemblies and inside the server.</summary>
public class The_house
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Stagedoor.Protocol"] = [],
        ["Stagedoor.Pages"] = ["Stagedoor.Protocol"],
        ["Stagedoor.Egress"] = ["Stagedoor.Protocol"],
        ["Stagedoor.Server"] = ["Stagedoor.Pages", "Stagedoor.Egress", "Stagedoor.Protocol"],
        ["Stagedoor.Frameio"] = ["Stagedoor.Pages", "Stagedoor.Egress", "Stagedoor.Protocol"],
        ["Stagedoor.Storage"] = ["Stagedoor.Server", "Stagedoor.Frameio", "Stagedoor.Protocol"],
        ["Stagedoor.Client"] = ["Stagedoor.Protocol"],
        ["Stagedoor.Client.AspNetCore"] = ["Stagedoor.Client", "Stagedoor.Protocol"],
        ["stagedoor"] = ["Stagedoor.Client"],
        ["stagedoor-host"] = ["Stagedoor.Server", "Stagedoor.Frameio", "Stagedoor.Storage", "Stagedoor.Pages", "Stagedoor.Egress", "Stagedoor.Protocol"],
    };

    [Fact]
    public void lets_assemblies_name_only_those_below_them() =>
        Rule.HasNoViolation(from code in Code.All from reference in code.References where reference.StartsWith("Stagedoor", StringComparison.OrdinalIgnoreCase) && !Arrows[code.Name].Contains(reference) select $"{code.Name} names {reference}");

    [Fact]
    public void keeps_edges_apart_and_capabilities_below_them() => Rule.HasNoViolation(House.Violations(Code.Server));

    [Fact]
    public void is_guarded_by_rules_that_can_fail() =>
        Assert.Equal(
            [
                "Stagedoor.Server.Endpoints.Here.HereEndpoint names Stagedoor.Server.SignIn.There.ThereStep: edges never reference each other",
                "Stagedoor.Server.Keys.Key names Stagedoor.Server.Tokens.Token: capabilities look downwards only",
            ],
            House.Violations(Code.Planted).Order(StringComparer.Ordinal));

    [Fact]
    public void has_capabilities_that_know_nothing_of_answers() => Rule.HasNoViolation(
        from type in Code.Server.Types
        where House.AreaOf(type.Namespace) is { Kind: House.Kind.Capability }
        from used in Uses.Of(type)
        where used.FullName is "Microsoft.AspNetCore.Http.IResult" or "Microsoft.AspNetCore.Http.Results" or "Microsoft.AspNetCore.Http.TypedResults" || used.Namespace.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal) || used.Namespace.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal)
        select $"{type.FullName} names {used.FullName}");

    [Fact]
    public void has_a_protocol_without_input_and_output()
    {
        // Reading the text of an address is no I/O.
        string[] values = ["System.Net.Primitives", "System.Net.IPAddress", "System.Net.Sockets.AddressFamily"];
        string[] assemblies = ["System.Net", "System.IO", "Microsoft.", "System.Data", "System.Diagnostics.Process", "System.Console"];
        string[] types = ["System.IO.", "System.Net.", "System.Console", "System.Environment", "System.Diagnostics.Process", "System.DateTime.Now"];
        Rule.HasNoViolation(Code.Protocol.References.Except(values).Where(reference => assemblies.Any(prefix => reference.StartsWith(prefix, StringComparison.Ordinal))));
        Rule.HasNoViolation(from type in Code.Protocol.Types from used in Uses.Of(type) where types.Any(prefix => used.FullName.StartsWith(prefix, StringComparison.Ordinal)) && !values.Contains(used.FullName) select $"{type.FullName} names {used.FullName}");
    }

    [Fact]
    public void has_no_interface_with_one_implementation_except_ports_and_list_elements() => Rule.HasNoViolation(Code.All.SelectMany(LonelyInterfaces));

    [Fact]
    public void finds_a_planted_interface_with_one_implementation() => Assert.Equal(["Stagedoor.Server.Tokens.IOnlyOne"], LonelyInterfaces(Code.Planted));

    [Fact]
    public void has_storage_that_serves_ports_and_nothing_else_names_it() =>
        Rule.HasNoViolation(Code.Server.References.Concat(Code.Frameio.References).Where(reference => reference.Contains("Storage", StringComparison.Ordinal) || reference is "Npgsql" or "Dapper" or "Microsoft.Data.Sqlite"));

    // A port is implemented in another assembly. A list element has brothers.
    private static IEnumerable<string> LonelyInterfaces(Code code)
    {
        var all = code == Code.Planted ? [code] : Code.All;
        foreach (var face in code.Types.SelectMany(WithNested).Where(type => type.IsInterface))
        {
            var implementations = all.SelectMany(assembly => assembly.Types).SelectMany(WithNested).Where(type => !type.IsInterface && type.Interfaces.Any(implemented => implemented.InterfaceType.GetElementType().FullName == face.FullName)).ToList();
            if (implementations is [var only] && only.Module.Assembly.Name.Name == code.Name) yield return face.FullName;
        }
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
