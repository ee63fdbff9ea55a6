using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Stagedoor.Architecture.Tests;

/// <summary>Every type that a type names: in its shape, in attributes, in bodies, in what the compiler made of it, and inside generic arguments, arrays and by-refs.</summary>
public static class Uses
{
    public static IReadOnlySet<TypeReference> Of(TypeDefinition type)
    {
        var found = new HashSet<TypeReference>(ByFullName.Instance);
        Add(type, found);
        return found;
    }

    private static void Add(TypeDefinition type, HashSet<TypeReference> found)
    {
        Name(type.BaseType, found);
        foreach (var implemented in type.Interfaces) Name(implemented.InterfaceType, found);
        Attributes(type, found);
        Constraints(type.GenericParameters, found);
        foreach (var field in type.Fields)
        {
            Name(field.FieldType, found);
            Attributes(field, found);
        }

        foreach (var property in type.Properties) Attributes(property, found);
        foreach (var method in type.Methods) Add(method, found);
        foreach (var nested in type.NestedTypes) Add(nested, found);
    }

    private static void Add(MethodDefinition method, HashSet<TypeReference> found)
    {
        Name(method.ReturnType, found);
        Attributes(method, found);
        Constraints(method.GenericParameters, found);
        foreach (var parameter in method.Parameters)
        {
            Name(parameter.ParameterType, found);
            Attributes(parameter, found);
        }

        if (!method.HasBody) return;
        foreach (var variable in method.Body.Variables) Name(variable.VariableType, found);
        foreach (var handler in method.Body.ExceptionHandlers) Name(handler.CatchType, found);
        foreach (var instruction in method.Body.Instructions) Operand(instruction, found);
    }

    private static void Operand(Instruction instruction, HashSet<TypeReference> found)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                Name(type, found);
                break;
            case FieldReference field:
                Name(field.DeclaringType, found);
                Name(field.FieldType, found);
                break;
            case MethodReference method:
                Name(method.DeclaringType, found);
                Name(method.ReturnType, found);
                foreach (var parameter in method.Parameters) Name(parameter.ParameterType, found);
                if (method is GenericInstanceMethod generic)
                {
                    foreach (var argument in generic.GenericArguments) Name(argument, found);
                }

                break;
        }
    }

    private static void Constraints(IEnumerable<GenericParameter> parameters, HashSet<TypeReference> found)
    {
        foreach (var constraint in parameters.SelectMany(parameter => parameter.Constraints)) Name(constraint.ConstraintType, found);
    }

    private static void Attributes(ICustomAttributeProvider provider, HashSet<TypeReference> found)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Name(attribute.AttributeType, found);
            foreach (var argument in attribute.ConstructorArguments)
            {
                if (argument.Value is TypeReference named && !attribute.AttributeType.FullName.StartsWith("System.Runtime.CompilerServices", StringComparison.Ordinal)) Name(named, found);
            }
        }
    }

    private static void Name(TypeReference? type, HashSet<TypeReference> found)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments) Name(argument, found);
                Name(generic.ElementType, found);
                return;
            case RequiredModifierType modified:
                Name(modified.ModifierType, found);
                Name(modified.ElementType, found);
                return;
            case TypeSpecification specification:
                Name(specification.ElementType, found);
                return;
            default:
                while (type.DeclaringType is { } outer) type = outer;
                found.Add(type);
                return;
        }
    }

    private sealed class ByFullName : IEqualityComparer<TypeReference>
    {
        public static readonly ByFullName Instance = new();

        public bool Equals(TypeReference? x, TypeReference? y) => x?.FullName == y?.FullName;

        public int GetHashCode(TypeReference obj) => obj.FullName.GetHashCode(StringComparison.Ordinal);
    }
}
