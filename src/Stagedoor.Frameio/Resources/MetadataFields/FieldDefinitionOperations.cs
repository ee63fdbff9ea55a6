namespace Stagedoor.Frameio.Resources.MetadataFields;

internal static class FieldDefinitionOperations
{
    public static readonly Operation[] All = [ListFieldDefinitions.Operation, CreateFieldDefinition.Operation, UpdateFieldDefinition.Operation, DeleteFieldDefinition.Operation];
}
